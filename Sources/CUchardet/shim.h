// The encoding detector. Used by Readers/Encoding.swift alone.
#include <uchardet/uchardet.h>
