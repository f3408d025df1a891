package import Core

extension RunRecord {
    /// Writes the record as one JSON object: a line of the run log, and what a hook is given.
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.key("event")
            json.value("run")
            json.key("version")
            json.value(version)
            json.key("state")
            json.value(state.rawValue)
            json.key("exit")
            json.value(exitCode)
            json.key("error")
            json.value(error)
            json.key("started")
            json.value(started)
            json.key("ended")
            json.value(ended)
            json.key("seconds")
            json.value(seconds)
            json.key("store")
            json.value(store)
            json.key("store_bytes")
            json.value(storeBytes)
            json.key("report")
            json.value(report)
            json.key("run")
            json.value(run)
            json.key("content")
            if let content { content.write(to: &json) } else { json.null() }
            json.key("passed_over")
            skips.write(to: &json)
            json.key("new")
            if let new { new.write(to: &json) } else { json.null() }
            json.key("alarms")
            json.array(alarms) { $1.write(to: &$0) }
            json.key("watch_hits")
            json.value(watch.total)
            json.key("watch_new")
            json.value(watch.new)
            json.key("watch_list")
            json.value(watch.list.isEmpty ? nil : watch.list)
            json.key("watch_last_piece")
            json.value(watch.lastPiece)
            json.key("watch")
            json.array(watch.hits) { $1.write(to: &$0) }
            json.key("hosts")
            json.array(hosts) { $1.write(to: &$0) }
        }
    }

    /// The record as JSON with a line end.
    package var line: [UInt8] {
        var bytes: [UInt8] = []
        JSONWriter.append(to: &bytes) { write(to: &$0) }
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }
}

extension RunSummary {
    /// The figures of a commit.
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.key("started")
            json.value(started)
            json.key("seconds")
            json.value(seconds)
            json.key("sources")
            json.value(sources)
            json.key("sources_read")
            json.value(sourcesRead)
            json.key("quarantined")
            json.value(quarantined)
            json.key("bytes")
            json.value(bytes)
            json.key("pieces")
            json.value(pieces)
            json.key("matches")
            json.value(matches)
            json.key("clusters")
            json.value(clusters)
            json.key("templates")
            json.value(templates)
            json.key("boilerplate")
            json.value(boilerplate)
            json.key("republished")
            json.value(republished)
            json.key("translated")
            json.value(translated)
        }
    }
}

extension WarcSkips {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.key("revisits")
            json.value(revisits)
            json.key("answers")
            json.value(answers)
            json.key("other_payloads")
            json.value(otherPayloads)
            json.key("other_records")
            json.value(otherRecords)
        }
    }
}

extension NewCounts {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.key("whole")
            json.value(isWhole)
            json.key("pieces")
            json.value(pieces)
            json.key("republished")
            json.value(republished)
            json.key("matches")
            json.value(matches)
            json.key("copies")
            json.value(copies)
            json.key("changed_claims")
            json.value(changedClaims)
            json.key("quarantined")
            json.value(quarantined)
            json.key("gone")
            json.value(gone)
        }
    }
}

extension HostFigures {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.key("host")
            json.value(host)
            json.key("sources")
            json.value(sources)
            json.key("pieces")
            json.value(pieces)
            json.key("quarantined")
            json.value(quarantined)
            json.key("empty")
            json.value(empty)
        }
    }
}

extension HostAlarm {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.key("host")
            json.value(host)
            json.key("figure")
            json.value(figure.rawValue)
            json.key("before")
            json.value(before)
            json.key("now")
            json.value(now)
            json.key("added")
            json.value(added)
            json.key("text")
            json.value(sentence)
        }
    }
}

extension WatchHit {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.key("kind")
            json.value(kind.rawValue)
            json.key("watched")
            json.value(watched)
            json.key("piece")
            json.value(piece)
            json.key("title")
            json.value(title)
            json.key("source")
            json.value(source)
            json.key("host")
            json.value(host)
            json.key("posted")
            json.value(posted?.description)
            json.key("reason")
            json.value(reason)
            json.key("new")
            json.value(isNew)
        }
    }
}

/// A line of the run log for a source that was not read.
package enum QuarantineLine {
    package static func bytes(run: Int, source: String, reason: String) -> [UInt8] {
        var bytes: [UInt8] = []
        JSONWriter.append(to: &bytes) { json in
            json.object { json in
                json.key("event")
                json.value("quarantined")
                json.key("run")
                json.value(run)
                json.key("source")
                json.value(source)
                json.key("reason")
                json.value(reason)
            }
        }
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }
}
