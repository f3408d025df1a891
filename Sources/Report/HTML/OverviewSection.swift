import Core

extension ReportPage {
    var overview: HTML {
        group {
            element("dl", [.class("tiles")]) {
                tile("Pieces", data.run.pieces, "in \(Words.count(data.run.sources, "source"))")
                tile("Families", data.run.clusters, "copies of one text")
                tile("Matches", data.run.matches, "verified on the text")
                tile("Republished", data.run.republished, "say where they stood first")
                tile("Translated", data.run.translated, "name a translator")
                tile("Templates", data.run.templates, "one frame, many names")
                tile(
                    "Boilerplate", data.run.boilerplate,
                    data.run.boilerplate == 1 ? "paragraph set aside" : "paragraphs set aside")
                tile(
                    "Quarantined", data.run.quarantined,
                    data.run.quarantined == 1 ? "source not read" : "sources not read")
            }
            div(.class("charts")) {
                yearChart
                barChart(
                    "How pieces stand to each other",
                    Relation.allCases.compactMap { relation in
                        data.charts.relations[relation].map { NamedCount(relation.rawValue, $0) }
                    }, none: "No two pieces share text.")
                barChart(
                    "How far origins are known",
                    ClaimState.allCases.compactMap { state in
                        data.charts.states[state].map { NamedCount(state.rawValue, $0) }
                    }, none: "No piece is traced to another.")
                barChart(
                    "Outlets most credited", data.charts.outlets,
                    none: "No piece credits an outlet.")
                barChart("Hosts", data.charts.hosts, none: "No source says which host it is from.")
                barChart(
                    "Languages", data.charts.languages, none: "No language was recognised.")
            }
        }
    }

    private func tile(_ name: String, _ number: Int, _ note: String) -> HTML {
        div(.class(number == 0 ? "tile none" : "tile")) {
            element("dt", []) { name }
            element("dd", [.class("number")]) { Decimals.grouped(number) }
            element("dd", [.class("note")]) { note }
        }
    }

    private func barChart(_ name: String, _ counts: [NamedCount], none: String) -> HTML {
        let shown = counts.prefix(max(caps.bars, 0))
        let largest = Double(max(shown.map(\.count).max() ?? 1, 1))
        return element("figure", [.class("chart")]) {
            element("figcaption", []) { name }
            if shown.isEmpty {
                empty(none)
            } else {
                ul(.class("bars")) {
                    for item in shown {
                        li {
                            bdi(.class("name"), text: clipped(item.name))
                            Drawing.bar(Double(item.count) / largest)
                            span(.class("n")) { Decimals.grouped(item.count) }
                        }
                    }
                }
                more(counts.count - shown.count, "in the archive")
            }
        }
    }

    /// Pieces by year, or by spans of years when there are many.
    private var yearChart: HTML {
        let columns = YearColumns(data.charts.years)
        let largest = Double(max(columns.columns.map(\.count).max() ?? 1, 1))
        return element("figure", [.class("chart wide")]) {
            element("figcaption", []) { columns.name }
            if columns.columns.isEmpty {
                empty("No piece has a date.")
            } else {
                Drawing.columns(
                    columns.columns.map {
                        (
                            Double($0.count) / largest,
                            "\($0.label): \(Words.count($0.count, "piece"))"
                        )
                    })
                ol(.class(columns.columns.count > 8 ? "years many" : "years")) {
                    for column in columns.columns {
                        li {
                            span(.class("year")) { column.label }
                            span(.class("n")) { Decimals.grouped(column.count) }
                        }
                    }
                }
            }
            if data.charts.undated > 0 {
                p(.class("more")) { "\(Words.count(data.charts.undated, "piece")) without a date" }
            }
        }
    }
}

/// Counts by year, gathered into at most `most` columns of equal spans, without holes.
struct YearColumns {
    let columns: [(label: String, count: Int)]
    let name: String

    init(_ years: [Int: Int], most: Int = 16) {
        let dated = years.filter { $0.value > 0 && (1...9999).contains($0.key) }
        guard let first = dated.keys.min(), let last = dated.keys.max() else {
            columns = []
            name = "Pieces by year"
            return
        }
        let step =
            [1, 2, 5, 10, 25, 50, 100, 500].first { (last - first) / $0 + 2 <= most } ?? 1000
        let start = first / step * step
        var counts = Array(repeating: 0, count: (last - start) / step + 1)
        for (year, count) in dated { counts[(year - start) / step] += count }
        columns = counts.enumerated().map { index, count in
            let year = start + index * step
            return (
                step == 1 ? "\(year)" : "\(year)–\(String("\(year + step - 1)".suffix(2)))", count
            )
        }
        name = step == 1 ? "Pieces by year" : "Pieces by \(step) years"
    }
}
