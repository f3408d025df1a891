internal import Core

/// The state of a store as one JSON object: `stemma status --json`.
package struct StatusRow: Sendable {
    private let status: StoreStatus

    package init(_ status: StoreStatus) { self.status = status }

    /// The object with a line end.
    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        JSONWriter.append(to: &bytes) { write(to: &$0) }
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }

    private func write(_ parts: StoreStatus.Parts, to json: inout JSONWriter) {
        json.object { json in
            json.key("texts")
            json.value(parts.texts)
            json.key("tables")
            json.value(parts.tables)
            json.key("unused")
            json.value(parts.unused)
            json.key("index")
            json.value(parts.index)
            json.key("segments")
            json.value(parts.segments)
            json.key("dead_share")
            json.value(parts.deadShare)
        }
    }

    private func write(to json: inout JSONWriter) {
        json.object { json in
            json.key("store")
            json.value(status.path)
            json.key("version")
            json.value(Release.version)
            json.key("bytes")
            json.value(status.bytes)
            json.key("commits")
            json.value(status.runs)
            json.key("sources")
            json.value(status.sources)
            json.key("quarantined")
            json.value(status.quarantined)
            json.key("pieces")
            json.value(status.pieces)
            json.key("matches")
            json.value(status.matches)
            json.key("clusters")
            json.value(status.clusters)
            json.key("templates")
            json.value(status.templates)
            json.key("last_commit")
            if let run = status.lastRun { run.write(to: &json) } else { json.null() }
            json.key("new")
            if let new = status.new { new.write(to: &json) } else { json.null() }
            json.key("growth")
            if let last = status.lastRun, let previous = status.previousRun {
                json.object { json in
                    json.key("sources")
                    json.value(last.sources - previous.sources)
                    json.key("pieces")
                    json.value(last.pieces - previous.pieces)
                    json.key("matches")
                    json.value(last.matches - previous.matches)
                    json.key("bytes")
                    json.value(
                        status.growth.count < 2
                            ? nil : status.growth[0].bytes - status.growth[1].bytes)
                }
            } else {
                json.null()
            }
            json.key("parts")
            if let parts = status.parts { write(parts, to: &json) } else { json.null() }
            json.key("stamps")
            json.array(status.stamps) { json, stamp in
                json.object { json in
                    json.key("name")
                    json.value(stamp.name)
                    json.key("value")
                    json.value(stamp.value)
                }
            }
            json.key("passes")
            json.array(status.growth) { json, size in
                json.object { json in
                    json.key("run")
                    json.value(size.run)
                    json.key("state")
                    json.value(size.state.rawValue)
                    json.key("ended")
                    json.value(size.ended)
                    json.key("store_bytes")
                    json.value(size.bytes)
                    json.key("pieces")
                    json.value(size.pieces)
                }
            }
        }
    }
}
