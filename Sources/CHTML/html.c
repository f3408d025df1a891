#include "CHTML.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>

// Sorted, so that a name is found by halving.
const char *const stemma_html_tags[] = {
    "",        "a",          "abbr",   "address", "amp-ad",  "article",  "aside",    "b",
    "base",    "blockquote", "body",   "br",      "button",  "canvas",   "caption",  "center",
    "cite",    "code",       "data",   "dd",      "del",     "details",  "dialog",   "dir",
    "div",     "dl",         "dt",     "em",      "embed",   "fieldset", "figcaption", "figure",
    "font",    "footer",     "form",   "h1",      "h2",      "h3",       "h4",       "h5",
    "h6",      "head",       "header", "hgroup",  "hr",      "html",     "i",        "iframe",
    "img",     "input",      "ins",    "label",   "legend",  "li",       "link",     "main",
    "map",     "math",       "menu",   "meta",    "nav",     "noscript", "object",   "ol",
    "optgroup", "option",    "p",      "picture", "pre",     "q",        "rp",       "rt",
    "ruby",    "s",          "script", "section", "select",  "small",    "source",   "span",
    "strong",  "style",      "sub",    "summary", "sup",     "svg",      "table",    "tbody",
    "td",      "template",   "textarea", "tfoot", "th",      "thead",    "time",     "title",
    "tr",      "tt",         "u",      "ul",      "video",   NULL,
};

const char *const stemma_html_attributes[] = {
    "aria-hidden", "class", "content", "datetime", "hidden", "href", "id", "itemprop", "itemscope",
    "itemtype", "lang", "name", "property", "rel", "role", "style", "type", NULL,
};

static int found(const char *const *names, int low, int high, const char *name) {
    while (low < high) {
        int middle = (low + high) / 2;
        int order = strcmp(names[middle], name);
        if (order == 0) return middle;
        if (order < 0) low = middle + 1; else high = middle;
    }
    return -1;
}

typedef struct {
    stemma_html_document *document;
    htmlParserCtxtPtr parser;
    const char *bytes;
    uint32_t length;
} reading;

// Room for one more, by doubling. The counts are bounded by the length of the document.
static bool room(void **items, uint32_t *room, uint64_t needed, size_t size) {
    if (needed <= *room) return true;
    uint64_t more = *room ? (uint64_t)*room * 2 : 1024;
    while (more < needed) more *= 2;
    if (more > UINT32_MAX) return false;
    void *grown = realloc(*items, more * size);
    if (!grown) return false;
    *items = grown;
    *room = (uint32_t)more;
    return true;
}

static void stop(reading *r, stemma_html_outcome why) {
    if (r->document->outcome == STEMMA_HTML_READ) r->document->outcome = why;
    xmlStopParser(r->parser);
}

// Bytes of the document that the parser has taken.
static uint32_t place(reading *r) {
    xmlParserInputPtr input = r->parser->input;
    if (!input) return r->document->last;
    uint64_t at = (uint64_t)input->consumed + (uint64_t)(input->cur - input->base);
    return at > r->length ? r->length : (uint32_t)at;
}

static stemma_html_node *add_node(reading *r) {
    stemma_html_document *d = r->document;
    if (d->outcome != STEMMA_HTML_READ) return NULL;
    if (d->node_count >= STEMMA_HTML_MOST_NODES) {
        stop(r, STEMMA_HTML_TOO_MANY);
        return NULL;
    }
    if (!room((void **)&d->nodes, &d->node_room, (uint64_t)d->node_count + 1, sizeof *d->nodes)) {
        stop(r, STEMMA_HTML_NO_MEMORY);
        return NULL;
    }
    stemma_html_node *node = &d->nodes[d->node_count];
    memset(node, 0, sizeof *node);
    node->parent = d->open;
    node->depth = d->node_count ? (uint16_t)(d->nodes[d->open].depth + 1) : 0;
    node->end = ++d->node_count;
    return node;
}

static bool add_text(reading *r, const char *bytes, size_t count, uint32_t *start) {
    stemma_html_document *d = r->document;
    if (!room((void **)&d->text, &d->text_room, (uint64_t)d->text_count + count, 1)) {
        stop(r, STEMMA_HTML_NO_MEMORY);
        return false;
    }
    *start = d->text_count;
    memcpy(d->text + d->text_count, bytes, count);
    d->text_count += (uint32_t)count;
    return true;
}

static int tag_count;
static int attribute_count;

static void start_element(void *context, const xmlChar *name, const xmlChar **attributes) {
    reading *r = context;
    stemma_html_document *d = r->document;
    if (d->outcome != STEMMA_HTML_READ) return;
    if (d->hidden_depth || d->nodes[d->open].depth >= STEMMA_HTML_DEEPEST) {
        if (++d->hidden_depth > STEMMA_HTML_DEEPEST) stop(r, STEMMA_HTML_TOO_DEEP);
        return;
    }
    uint32_t index = d->node_count;
    stemma_html_node *node = add_node(r);
    if (!node) return;
    int tag = found(stemma_html_tags, 1, tag_count, (const char *)name);
    node->tag = tag < 0 ? STEMMA_HTML_OTHER : (uint8_t)tag;
    node->first = d->attribute_count;
    // The parser has not yet taken the end of the tag.
    uint32_t after = place(r);
    if (after < r->length && r->bytes[after] == '/') after++;
    if (after < r->length && r->bytes[after] == '>') after++;
    node->source = node->source_end = d->last = after;
    d->open = index;
    for (; attributes && attributes[0]; attributes += 2) {
        int which = found(stemma_html_attributes, 0, attribute_count, (const char *)attributes[0]);
        if (which < 0) continue;
        const char *value = attributes[1] ? (const char *)attributes[1] : "";
        size_t count = strlen(value);
        uint32_t start;
        if (!room((void **)&d->attributes, &d->attribute_room, (uint64_t)d->attribute_count + 1,
                  sizeof *d->attributes)) {
            stop(r, STEMMA_HTML_NO_MEMORY);
            return;
        }
        if (!add_text(r, value, count, &start)) return;
        d->attributes[d->attribute_count++] =
            (stemma_html_attribute){(uint32_t)which, start, (uint32_t)count};
        d->nodes[index].count += 1;
    }
}

static void end_element(void *context, const xmlChar *name) {
    (void)name;
    reading *r = context;
    stemma_html_document *d = r->document;
    d->last = place(r);
    if (d->hidden_depth) {
        d->hidden_depth -= 1;
        return;
    }
    // The first node is the document, which nothing closes.
    if (d->open == 0) return;
    d->nodes[d->open].end = d->node_count;
    d->open = d->nodes[d->open].parent;
}

static void characters(void *context, const xmlChar *chars, int count) {
    reading *r = context;
    stemma_html_document *d = r->document;
    if (count <= 0 || d->outcome != STEMMA_HTML_READ) return;
    uint32_t end = place(r), length = (uint32_t)count, start = d->last;
    // A character reference, which the parser has taken whole.
    bool is_reference = d->last < end && end - d->last <= 40 && end - d->last > length
        && r->bytes[d->last] == '&';
    // A reference that is none is an ampersand, and its name follows as a text of its own.
    if (is_reference && length == 1 && chars[0] == '&' && r->bytes[end - 1] != ';') {
        end = d->last + 1;
        is_reference = false;
    }
    // Any other run stands in the document as it is; the parser may be up to one character past or short of it.
    uint32_t from = end + 4 < r->length ? end + 4 : r->length;
    bool same = false;
    for (uint32_t at = from; !is_reference && at >= length && at + 8 >= end; at--) {
        if (at - length < d->last) break;
        if (memcmp(r->bytes + at - length, chars, length) == 0) {
            start = at - length;
            end = at;
            same = true;
            break;
        }
    }
    if (!same && end < start) end = start;
    stemma_html_node *last = d->node_count ? &d->nodes[d->node_count - 1] : NULL;
    // What goes on where the last text ended, byte for byte, is one text with it.
    if (same && last && last->tag == STEMMA_HTML_TEXT && last->parent == d->open
        && last->source_end == start && last->source_end - last->source == last->count
        && last->first + last->count == d->text_count) {
        uint32_t begin;
        if (!add_text(r, (const char *)chars, length, &begin)) return;
        d->nodes[d->node_count - 1].count += length;
        d->nodes[d->node_count - 1].source_end = end;
        d->last = end;
        return;
    }
    uint32_t begin;
    if (!add_text(r, (const char *)chars, length, &begin)) return;
    stemma_html_node *node = add_node(r);
    if (!node) return;
    node->tag = STEMMA_HTML_TEXT;
    node->first = begin;
    node->count = length;
    node->source = start;
    node->source_end = end;
    d->last = end;
}

// libxml2 is set up once; later calls cost nothing.
static void prepare(void) {
    xmlInitParser();
    for (tag_count = 1; stemma_html_tags[tag_count];) tag_count++;
    for (attribute_count = 0; stemma_html_attributes[attribute_count];) attribute_count++;
}

static bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }
static bool is_letter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

static bool holds(const char *bytes, uint32_t length, const char *name) {
    uint32_t count = (uint32_t)strlen(name);
    if (length < count) return false;
    for (uint32_t i = 0; i < count; i++) {
        if ((bytes[i] >= 'A' && bytes[i] <= 'Z' ? bytes[i] | 32 : bytes[i]) != name[i]) return false;
    }
    return true;
}

static uint32_t after(const char *bytes, uint32_t at, uint32_t length, const char *end) {
    while (at < length) {
        const char *open = memchr(bytes + at, '<', length - at);
        if (!open) return length;
        at = (uint32_t)(open - bytes);
        if (holds(open, length - at, end)) return at;
        at++;
    }
    return length;
}

// Whether the open element is a script that is read: linked data, and not code.
static bool holds_data(const stemma_html_document *d) {
    const stemma_html_node *node = &d->nodes[d->open];
    for (uint32_t i = 0; i < node->count; i++) {
        stemma_html_attribute attribute = d->attributes[node->first + i];
        if (strcmp(stemma_html_attributes[attribute.name], "type") != 0) continue;
        for (uint32_t at = 0; at + 7 <= attribute.count; at++) {
            if (holds(d->text + attribute.start + at, attribute.count - at, "ld+json")) return true;
        }
    }
    return false;
}

// The text of a script or a style sheet, at most a thousand characters of it at a time. Both are half of many pages and
// say nothing to a reader, while the parser takes them character by character: once it has handed over the first of
// them, it is set before the end that it looks for.
static void raw_text(void *context, const xmlChar *chars, int count) {
    reading *r = context;
    characters(context, chars, count);
// Later versions look for the end themselves.
#if LIBXML_VERSION < 21400
    xmlParserInputPtr input = r->parser->input;
    const char *name = (const char *)r->parser->name;
    if (!input || !name || r->document->outcome != STEMMA_HTML_READ || holds_data(r->document)) return;
    const char *end = strcmp(name, "script") == 0 ? "</script" : strcmp(name, "style") == 0 ? "</style" : NULL;
    if (!end || input->cur >= input->end) return;
    uint32_t left = (uint32_t)(input->end - input->cur);
    uint32_t skipped = after((const char *)input->cur, 0, left, end);
    // The parser has the document piece by piece and takes the next one itself: a border may part the end.
    if (skipped == left) skipped -= left < 8 ? left : 8;
    // It may take the character that it looked at last, of up to four bytes, only now: where four of ASCII follow, any
    // number of them leads to a character.
    uint32_t plain = 0;
    while (skipped && plain < 4) plain = input->cur[--skipped] < 0x80 ? plain + 1 : 0;
    if (plain == 4) input->cur += skipped;
#endif
}

// A copy of the document in which the attributes of a tag beyond the most that are read are blanks; NULL when no tag
// has so many. The parser takes time by the square of them.
static char *thinned(const char *bytes, uint32_t length) {
    char *copy = NULL;
    uint32_t at = 0;
    while (at < length) {
        const char *open = memchr(bytes + at, '<', length - at);
        if (!open) break;
        at = (uint32_t)(open - bytes) + 1;
        if (at >= length || !is_letter(bytes[at])) continue;
        uint32_t items = 0;
        uint32_t tag = at;
        bool in_item = false;
        char quote = 0;
        uint32_t excess = 0;
        for (; at < length; at++) {
            char c = bytes[at];
            if (quote) {
                if (c == quote) quote = 0;
                continue;
            }
            if (c == '>') break;
            if ((c == '"' || c == '\'') && bytes[at - 1] == '=') {
                quote = c;
            } else if (is_space(c) || c == '/' || c == '"' || c == '\'') {
                in_item = false;
            } else if (!in_item) {
                in_item = true;
                if (++items == STEMMA_HTML_MOST_ATTRIBUTES) excess = at;
            }
        }
        if (excess) {
            if (!copy) {
                copy = malloc(length ? length : 1);
                if (!copy) return NULL;
                memcpy(copy, bytes, length);
            }
            memset(copy + excess, ' ', at - excess);
        }
        // What looks like tags in a script is none.
        if (holds(bytes + tag, length - tag, "script")) {
            at = after(bytes, at, length, "</script");
        } else if (holds(bytes + tag, length - tag, "style")) {
            at = after(bytes, at, length, "</style");
        }
    }
    return copy;
}

void stemma_html_parse(stemma_html_document *document, const char *bytes, uint32_t length) {
    document->node_count = document->attribute_count = document->text_count = 0;
    document->open = document->hidden_depth = document->last = 0;
    document->outcome = STEMMA_HTML_READ;
    reading r = {document, NULL, bytes, length};
    if (!add_node(&r)) return;
    char *copy = thinned(bytes, length);
    htmlParserCtxtPtr parser = htmlCreateMemoryParserCtxt(copy ? copy : bytes, (int)length);
    if (!parser) {
        free(copy);
        if (length) document->outcome = STEMMA_HTML_NO_MEMORY;
        return;
    }
    r.parser = parser;
    htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING
                                   | HTML_PARSE_NOIMPLIED | HTML_PARSE_IGNORE_ENC
                                   | HTML_PARSE_NONET);
    xmlSAXHandler *sax = parser->sax;
    memset(sax, 0, sizeof *sax);
    sax->startElement = start_element;
    sax->endElement = end_element;
    sax->characters = characters;
    sax->ignorableWhitespace = characters;
    sax->cdataBlock = raw_text;
    parser->userData = &r;
    xmlCharEncodingHandlerPtr utf8 = xmlFindCharEncodingHandler("UTF-8");
    if (utf8) xmlSwitchToEncoding(parser, utf8);
    htmlParseDocument(parser);
    while (document->open) {
        document->nodes[document->open].end = document->node_count;
        document->open = document->nodes[document->open].parent;
    }
    document->nodes[0].end = document->node_count;
    htmlFreeParserCtxt(parser);
    free(copy);
}

void stemma_html_release(stemma_html_document *document) {
    free(document->nodes);
    free(document->attributes);
    free(document->text);
    memset(document, 0, sizeof *document);
}

__attribute__((constructor)) static void set_up(void) { prepare(); }
