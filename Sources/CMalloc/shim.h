// The allocator of glibc. Used by Pipeline/Pass/FreedMemory.swift alone.
#include <stdlib.h>
#if defined(__GLIBC__)
#include <malloc.h>
#endif

// Hands memory that was freed back to the system; does nothing where the allocator is another one.
static inline void stemma_give_back_freed_memory(void) {
#if defined(__GLIBC__)
    malloc_trim(0);
#endif
}
