internal import Foundation

extension Error {
    /// Why a call of Foundation failed, in the words of the system where it was the system that refused.
    package var systemReason: String {
        let error = self as NSError
        let cause = error.userInfo[NSUnderlyingErrorKey] as? NSError ?? error
        return cause.domain == NSPOSIXErrorDomain
            ? String(cString: strerror(Int32(truncatingIfNeeded: cause.code)))
            : error.localizedDescription
    }
}
