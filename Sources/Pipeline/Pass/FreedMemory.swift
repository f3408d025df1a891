internal import CMalloc

/// Memory that the allocator holds although nothing in it is used.
///
/// Each worker has allocated from a heap of its own. What one stage has freed there is of no use to
/// the workers of the next, and would add to what they take: a pass gives it back between stages,
/// which takes some milliseconds.
enum FreedMemory {
    static func giveBack() { stemma_give_back_freed_memory() }
}
