/// Drawings of the report, as inline SVG.
///
/// Colours come from the style sheet.
enum Drawing {
    /// The sign of the house: a lost original and the copies that descend from it.
    static let emblem = element(
        "svg",
        [
            .class("emblem"), Attribute("viewBox", "0 0 32 32"), .decorative,
            Attribute("focusable", "false"),
        ]
    ) {
        element(
            "path", [.class("branch"), Attribute("d", "M16 7 8 17M16 7l8 10M8 17l-4 9M8 17l5 9")])
        for (x, y) in [(8, 17), (24, 17), (4, 26), (13, 26)] {
            element(
                "circle",
                [
                    Attribute("cx", "\(x)"), Attribute("cy", "\(y)"), Attribute("r", "2.6"),
                    .class("witness"),
                ])
        }
        element(
            "circle",
            [
                Attribute("cx", "16"), Attribute("cy", "6"), Attribute("r", "3.2"),
                .class("ghost"),
            ])
    }

    /// A horizontal bar that fills `share` (0…1) of its width.
    static func bar(_ share: Double) -> HTML {
        element(
            "svg",
            [
                .class("bar"), Attribute("viewBox", "0 0 100 6"),
                Attribute("preserveAspectRatio", "none"), .decorative,
            ]
        ) {
            element(
                "rect",
                [
                    Attribute("width", Decimals.text(min(max(share, 0), 1) * 100, places: 2)),
                    Attribute("height", "6"),
                ])
        }
    }

    /// Columns of the given heights (0…1), each with what it says when pointed at.
    static func columns(_ heights: [(share: Double, title: String)]) -> HTML {
        let width = 10
        return element(
            "svg",
            [
                .class("columns"), Attribute("viewBox", "0 0 \(max(heights.count, 1) * width) 100"),
                Attribute("preserveAspectRatio", "none"), .decorative,
            ]
        ) {
            for (index, column) in heights.enumerated() {
                let height = min(max(column.share, 0), 1) * 100
                element(
                    "rect",
                    [
                        Attribute("x", "\(index * width + 2)"),
                        Attribute("y", Decimals.text(100 - height, places: 2)),
                        Attribute("width", "\(width - 4)"),
                        Attribute("height", Decimals.text(height, places: 2)),
                    ]
                ) { element("title", []) { column.title } }
            }
        }
    }

    /// The stretches (0…1) of a text that come from elsewhere.
    static func ribbon(_ stretches: [ClosedRange<Double>]) -> HTML {
        element(
            "svg",
            [
                .class("ribbon"), Attribute("viewBox", "0 0 1000 10"),
                Attribute("preserveAspectRatio", "none"), .decorative,
            ]
        ) {
            for stretch in stretches {
                let start = min(max(stretch.lowerBound, 0), 1) * 1000
                let end = min(max(stretch.upperBound, 0), 1) * 1000
                element(
                    "rect",
                    [
                        Attribute("x", Decimals.text(start, places: 1)),
                        Attribute("width", Decimals.text(max(end - start, 2), places: 1)),
                        Attribute("height", "10"),
                    ])
            }
        }
    }
}
