package import Core

extension Check {
    /// Writes the check as one JSON object.
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.key("check")
            json.value(subject.rawValue)
            json.key("place")
            json.value(place)
            json.key("outcome")
            json.value(outcome.rawValue)
            json.key("detail")
            json.value(detail)
        }
    }

    /// The check as a line of JSON.
    package var line: [UInt8] {
        var bytes: [UInt8] = []
        JSONWriter.append(to: &bytes) { write(to: &$0) }
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }
}
