/// Any element; the functions below name those that a report is made of.
func element(
    _ name: StaticString, _ attributes: [Attribute], @HTMLBuilder _ contents: () -> [HTML] = { [] }
) -> HTML {
    HTML(kind: .element(name, attributes, contents()))
}

func group(@HTMLBuilder _ contents: () -> [HTML]) -> HTML { .fragment(contents()) }

func div(_ attributes: Attribute..., @HTMLBuilder contents: () -> [HTML]) -> HTML {
    element("div", attributes, contents)
}
func section(_ attributes: Attribute..., @HTMLBuilder contents: () -> [HTML]) -> HTML {
    element("section", attributes, contents)
}
func article(_ attributes: Attribute..., @HTMLBuilder contents: () -> [HTML]) -> HTML {
    element("article", attributes, contents)
}
func header(_ attributes: Attribute..., @HTMLBuilder contents: () -> [HTML]) -> HTML {
    element("header", attributes, contents)
}
func h2(_ attributes: Attribute..., @HTMLBuilder contents: () -> [HTML]) -> HTML {
    element("h2", attributes, contents)
}
func h3(_ attributes: Attribute..., @HTMLBuilder contents: () -> [HTML]) -> HTML {
    element("h3", attributes, contents)
}
func h4(_ attributes: Attribute..., @HTMLBuilder contents: () -> [HTML]) -> HTML {
    element("h4", attributes, contents)
}
func p(_ attributes: Attribute..., @HTMLBuilder contents: () -> [HTML]) -> HTML {
    element("p", attributes, contents)
}
func span(_ attributes: Attribute..., @HTMLBuilder contents: () -> [HTML]) -> HTML {
    element("span", attributes, contents)
}
func ul(_ attributes: Attribute..., @HTMLBuilder contents: () -> [HTML]) -> HTML {
    element("ul", attributes, contents)
}
func ol(_ attributes: Attribute..., @HTMLBuilder contents: () -> [HTML]) -> HTML {
    element("ol", attributes, contents)
}
func li(_ attributes: Attribute..., @HTMLBuilder contents: () -> [HTML]) -> HTML {
    element("li", attributes, contents)
}
func summary(_ attributes: Attribute..., @HTMLBuilder contents: () -> [HTML]) -> HTML {
    element("summary", attributes, contents)
}

/// A word or phrase from a capture, apart from the direction of the words around it.
func bdi(_ attributes: Attribute..., text: String) -> HTML {
    element("bdi", attributes + [.captured]) { text }
}
