internal import Foundation

/// Has `step` read or write until all bytes are done: the system may do fewer at a time than are asked.
///
/// - Parameters:
///   - count: bytes in all.
///   - step: does some of those behind the bytes that are done, and gives their number as `read(2)`
///     and `write(2)` do.
/// - Returns: false when the step failed, as `errno` says, or found no more (then it is 0).
package func transferWhole(_ count: Int, _ step: (_ done: Int) -> Int) -> Bool {
    var done = 0
    while done < count {
        let more = step(done)
        if more < 0, errno == EINTR { continue }
        guard more > 0 else {
            if more == 0 { errno = 0 }
            return false
        }
        done += more
    }
    return true
}
