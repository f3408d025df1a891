internal import CMalloc
internal import Dispatch

/// Memory that the allocator holds although nothing in it is used.
///
/// Each worker has allocated from a heap of its own. What one stage has freed there is of no use to
/// the workers of the next, and would add to what they take: a pass gives it back between stages,
/// which takes some milliseconds.
enum FreedMemory {
    /// Has the allocator keep what is freed until it is given back.
    ///
    /// By itself it hands the end of a heap back whenever 128 KiB of it are free, and has them zeroed
    /// by the system a moment later. Measured on 100,000 rows: an eighth to a quarter less time in
    /// the system.
    static func keep() { stemma_keep_freed_memory() }

    /// Has the heap of this thread have some room at its end.
    ///
    /// By itself the heap of a worker grows by a page or a few, with a call of the system each time, for
    /// which all threads wait that are given memory.
    static func makeRoom() { stemma_grow_heap() }

    static func giveBack() { stemma_give_back_freed_memory() }

    /// Lets go of a value on a thread of its own.
    ///
    /// What holds hundreds of thousands of small objects takes a tenth of a second to go, for which
    /// nobody has to wait. It must hold nothing else: no file, and not the store, whose lock would
    /// outlast the pass.
    static func letGo<Value: Sendable>(_ value: consuming Value) {
        let value = value
        DispatchQueue.global().async { withExtendedLifetime(value) {} }
    }
}
