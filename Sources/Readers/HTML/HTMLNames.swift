/// The elements that readers of HTML know by name, numbered as `stemma_html_tags`; text stands beside them.
enum HTMLTag: UInt8, CaseIterable {
    case other, a, abbr, address, ampAd, article, aside, b, base, blockquote, body, br, button,
        canvas, caption, center, cite, code, data, dd, del, details, dialog, dir, div, dl, dt,
        em, embed, fieldset, figcaption, figure, font, footer, form, h1, h2, h3, h4, h5, h6,
        head, header, hgroup, hr, html, i, iframe, img, input, ins, label, legend, li, link,
        main, map, math, menu, meta, nav, noscript, object, ol, optgroup, option, p, picture,
        pre, q, rp, rt, ruby, s, script, section, select, small, source, span, strong, style,
        sub, summary, sup, svg, table, tbody, td, template, textarea, tfoot, th, thead, time,
        title, tr, tt, u, ul, video
    case text = 255
}

/// The attributes that are kept, numbered as `stemma_html_attributes`.
enum HTMLAttribute: UInt32, CaseIterable {
    case ariaHidden, `class`, content, datetime, hidden, href, id, itemprop, itemscope, itemtype,
        lang, name, property, rel, role, style, type
}
