import Glibc

/// Runs a body in which this thread has no more rights to files than any stranger, so that tests of
/// missing permissions mean something when they are run by the superuser, as in a container.
///
/// Changes the thread's file-system identity (`setfsuid(2)`, which Swift's Glibc does not show) and
/// puts it back. Does nothing for an ordinary user. Programs that the body starts are not affected.
package func withoutPrivileges<Result>(_ body: () throws -> Result) rethrows -> Result {
    guard geteuid() == 0, let symbol = dlsym(nil, "setfsuid") else { return try body() }
    typealias SetIdentity = @convention(c) (UInt32) -> Int32
    // The symbol is the C library's function of just this type: int setfsuid(uid_t).
    let setIdentity = unsafeBitCast(symbol, to: SetIdentity.self)
    let nobody: UInt32 = 65_534
    let before = UInt32(bitPattern: setIdentity(nobody))
    defer { _ = setIdentity(before) }
    return try body()
}
