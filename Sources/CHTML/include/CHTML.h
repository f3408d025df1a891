// HTML as a list of nodes in the order of the document, by the event parser of libxml2.
// Used by Readers/HTML/HTMLTree.swift alone.
#ifndef STEMMA_CHTML_H
#define STEMMA_CHTML_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Elements deeper than this stand at this depth; more than twice as many levels end the parse.
#define STEMMA_HTML_DEEPEST 512
/// Nodes of one document.
#define STEMMA_HTML_MOST_NODES (1 << 22)
/// Attributes of one tag that are read; the parser compares each with all before it.
#define STEMMA_HTML_MOST_ATTRIBUTES 512

/// The number of an element's name in `stemma_html_tags`, or one of these.
enum {
    STEMMA_HTML_OTHER = 0,
    STEMMA_HTML_TEXT = 255,
};

typedef struct {
    /// Index of the first node after all that this one holds.
    uint32_t end;
    /// Index of the element that holds it; its own for the first.
    uint32_t parent;
    /// An element's attributes; a text's bytes in `text`.
    uint32_t first;
    uint32_t count;
    /// A text's bytes in the document, as written there; of an element the place after its tag.
    uint32_t source;
    uint32_t source_end;
    uint16_t depth;
    uint8_t tag;
} stemma_html_node;

typedef struct {
    /// Number of its name in `stemma_html_attributes`.
    uint32_t name;
    /// Its value in `text`.
    uint32_t start;
    uint32_t count;
} stemma_html_attribute;

typedef enum {
    STEMMA_HTML_READ = 0,
    STEMMA_HTML_TOO_DEEP = 1,
    STEMMA_HTML_TOO_MANY = 2,
    STEMMA_HTML_NO_MEMORY = 3,
} stemma_html_outcome;

typedef struct {
    stemma_html_node *nodes;
    uint32_t node_count;
    stemma_html_attribute *attributes;
    uint32_t attribute_count;
    /// Texts and values of attributes with their references resolved.
    char *text;
    uint32_t text_count;
    stemma_html_outcome outcome;
    /// Room that was made, and where the parser stands.
    uint32_t node_room, attribute_room, text_room;
    uint32_t open, hidden_depth, last;
} stemma_html_document;

/// Names of elements by number, from 1; NULL ends the list.
extern const char *const stemma_html_tags[];
/// Names of the attributes that are kept, by number, from 0; NULL ends the list.
extern const char *const stemma_html_attributes[];

/// Reads `length` bytes of valid UTF-8, less than 1 GiB, into `document`, which keeps its room from call to call and
/// begins as zeros. Time and memory grow with the length; nothing recurses.
void stemma_html_parse(stemma_html_document *document, const char *bytes, uint32_t length);

/// Gives back what a document holds.
void stemma_html_release(stemma_html_document *document);

#ifdef __cplusplus
}
#endif

#endif
