// Zip archives (libzip). Used by Zip alone.
#include <zip.h>
