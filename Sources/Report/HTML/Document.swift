extension HTML {
    /// A page that needs nothing beside it: it loads nothing and runs no script, and its content
    /// security policy says so.
    static func document(
        title: String, css: [StaticString], @HTMLBuilder body: () -> [HTML]
    ) -> HTML {
        element("html", [.lang("en"), Attribute("dir", "ltr")]) {
            element("head", []) {
                element("meta", [Attribute("charset", "utf-8")])
                element(
                    "meta",
                    [
                        Attribute("http-equiv", "Content-Security-Policy"),
                        Attribute(
                            "content",
                            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
                                + "form-action 'none'"),
                    ])
                element(
                    "meta",
                    [
                        Attribute("name", "viewport"),
                        Attribute("content", "width=device-width, initial-scale=1"),
                    ])
                element(
                    "meta", [Attribute("name", "referrer"), Attribute("content", "no-referrer")])
                element(
                    "meta",
                    [Attribute("name", "color-scheme"), Attribute("content", "light dark")])
                element("title", []) { title }
                for sheet in css { HTML.style(sheet) }
            }
            element("body", []) { body() }
        }
    }
}
