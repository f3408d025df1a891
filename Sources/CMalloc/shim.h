// The allocator of glibc. Used by Pipeline/Pass/FreedMemory.swift and by stemma-bench alone.
#include <stdlib.h>
#if defined(__GLIBC__)
#include <malloc.h>
#endif

// Has the allocator keep up to 64 MiB that are free at the end of a heap, and take blocks of 8 MiB and
// more from the system one by one; does nothing where the allocator is another one.
static inline void stemma_keep_freed_memory(void) {
#if defined(__GLIBC__)
    mallopt(M_TRIM_THRESHOLD, 64 << 20);
    mallopt(M_MMAP_THRESHOLD, 8 << 20);
#endif
}

// Has the heap of this thread hold a block of 4 MiB, used by nobody yet; does nothing where the allocator
// is another one.
static inline void stemma_grow_heap(void) {
#if defined(__GLIBC__)
    // Volatile, or a compiler would see that nothing comes of it.
    void *volatile room = malloc(4 << 20);
    free(room);
#endif
}

// Hands memory that was freed back to the system; does nothing where the allocator is another one.
static inline void stemma_give_back_freed_memory(void) {
#if defined(__GLIBC__)
    malloc_trim(0);
#endif
}
