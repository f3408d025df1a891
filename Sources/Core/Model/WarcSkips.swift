/// Records of WARC files that were passed over by rule, in numbers.
package struct WarcSkips: Sendable, Hashable {
    /// The page was the same as at an earlier capture.
    package var revisits = 0
    /// Answers of a server that are no page: errors, redirections.
    package var answers = 0
    /// Payloads that are neither HTML nor text.
    package var otherPayloads = 0
    /// Requests, metadata and whatever else is no capture.
    package var otherRecords = 0

    package init() {}

    package var all: Int { revisits + answers + otherPayloads + otherRecords }

    package static func += (sum: inout WarcSkips, more: WarcSkips) {
        sum.revisits += more.revisits
        sum.answers += more.answers
        sum.otherPayloads += more.otherPayloads
        sum.otherRecords += more.otherRecords
    }
}
