/// How far one stage has come, and how that reads.
struct ProgressReport: Hashable, Sendable {
    var stage: String
    /// Seconds of the clock at the beginning.
    var begun: Double
    var sources = 0
    var sourcesInAll: Int?
    var pieces = 0
    var bytes = 0
    var bytesInAll: Int?
    var isDone = false

    init(stage: String, begun: Double, sourcesInAll: Int? = nil, bytesInAll: Int? = nil) {
        self.stage = stage
        self.begun = begun
        self.sourcesInAll = sourcesInAll
        self.bytesInAll = bytesInAll
    }

    /// 10⁶ bytes a second; nil before there is anything to tell.
    func megabytesPerSecond(at now: Double) -> Double? {
        now > begun && bytes > 0 ? Double(bytes) / 1e6 / (now - begun) : nil
    }

    /// Seconds until the end at the speed so far; nil when it cannot be told.
    func secondsLeft(at now: Double) -> Double? {
        guard !isDone, now > begun else { return nil }
        let (done, all) =
            if let bytesInAll { (bytes, bytesInAll) } else {
                (sources, sourcesInAll ?? 0)
            }
        guard done > 0, all >= done else { return nil }
        return (now - begun) * Double(all - done) / Double(done)
    }

    /// Reads as `read  120 of 300 sources  840 pieces  55.2 MB/s  1 min 5 s left`.
    func line(at now: Double) -> String {
        var parts = [stage]
        if let sourcesInAll {
            parts.append("\(sources) of \(sourcesInAll) sources")
        } else if sources > 0 {
            parts.append("\(sources) sources")
        }
        if pieces > 0 { parts.append("\(pieces) pieces") }
        if let speed = megabytesPerSecond(at: now) { parts.append("\(oneDecimal(speed)) MB/s") }
        if let left = secondsLeft(at: now) { parts.append("\(duration(left)) left") }
        if isDone { parts.append("done in \(duration(now - begun))") }
        return parts.joined(separator: "  ")
    }

    /// The same as a JSON object; names of stages are words of ours and need no escaping.
    func json(at now: Double) -> String {
        var fields = [
            "\"stage\":\"\(stage)\"", "\"sources\":\(sources)", "\"pieces\":\(pieces)",
            "\"bytes\":\(bytes)", "\"seconds\":\(oneDecimal(now - begun))",
        ]
        if let sourcesInAll { fields.append("\"sources_total\":\(sourcesInAll)") }
        if let bytesInAll { fields.append("\"bytes_total\":\(bytesInAll)") }
        if let speed = megabytesPerSecond(at: now) {
            fields.append("\"mb_per_second\":\(oneDecimal(speed))")
        }
        if let left = secondsLeft(at: now) {
            fields.append("\"seconds_left\":\(oneDecimal(left))")
        }
        fields.append("\"done\":\(isDone)")
        return "{" + fields.joined(separator: ",") + "}"
    }

    private func oneDecimal(_ number: Double) -> String {
        let tenths = (min(max(number, 0), 1e15) * 10).rounded()
        return "\(tenths / 10)"
    }

    /// Reads as `5.3 s`, `42 s`, `1 min 5 s` or `2 h 3 min`.
    private func duration(_ seconds: Double) -> String {
        let whole = Int(min(max(seconds, 0), 1e9).rounded())
        switch whole {
        case ..<10: return "\(oneDecimal(seconds)) s"
        case ..<60: return "\(whole) s"
        case ..<3_600: return "\(whole / 60) min \(whole % 60) s"
        default: return "\(whole / 3_600) h \(whole % 3_600 / 60) min"
        }
    }
}
