// The HTML parser of libxml2. Used by CHTML alone.
#include <libxml/HTMLparser.h>
