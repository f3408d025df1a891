/// Decimal numbers as text, the same on every machine and in every locale.
package enum Decimals {
    /// The number rounded to `places` decimals (at most 9), without trailing zeros; `0` for what is
    /// not finite, since neither JSON nor a reader can do anything with it.
    package static func text(_ number: Double, places: Int) -> String {
        guard number.isFinite else { return "0" }
        let places = min(max(places, 0), 9)
        var scale = 1
        for _ in 0..<places { scale *= 10 }
        let scaled = (number.magnitude * Double(scale)).rounded()
        guard scaled < 9e18 else { return number < 0 ? "-9e18" : "9e18" }
        let units = Int(scaled)
        var text = String(units / scale)
        let fraction = units % scale
        if fraction > 0 {
            let digits = String(fraction)
            text += "." + String(repeating: "0", count: places - digits.utf8.count) + digits
            while text.hasSuffix("0") { text.removeLast() }
        }
        return number < 0 && units > 0 ? "-" + text : text
    }

    /// `1,234,567`.
    package static func grouped(_ number: Int) -> String {
        let digits = Array(String(number.magnitude).utf8)
        var text: [UInt8] = number < 0 ? [UInt8(ascii: "-")] : []
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) {
                text.append(UInt8(ascii: ","))
            }
            text.append(digit)
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// A share of 0…1 as a whole percentage.
    ///
    /// What is nearly but not wholly all is never `100 %`, and what is nearly nothing never `0 %`.
    package static func percent(_ share: Double) -> String {
        guard share.isFinite, share > 0 else { return "0 %" }
        if share >= 1 { return "100 %" }
        return "\(min(99, max(1, Int((share * 100).rounded())))) %"
    }

    /// `512 B`, `4.2 kB`, `1.3 GB`: decimal units.
    package static func bytes(_ count: Int) -> String {
        var value = Double(count)
        for unit in ["B", "kB", "MB", "GB"] {
            if value < 1000 { return text(value, places: value < 10 ? 1 : 0) + " " + unit }
            value /= 1000
        }
        return text(value, places: 1) + " TB"
    }

    /// `0.4 s`, `12 s`, `3 min 05 s`, `2 h 07 min`.
    package static func duration(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds > 0 else { return "0 s" }
        if seconds < 10 { return text(seconds, places: 1) + " s" }
        let whole = Int(min(seconds, 1e9).rounded())
        func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        if whole < 60 { return "\(whole) s" }
        if whole < 3600 { return "\(whole / 60) min \(padded(whole % 60)) s" }
        return "\(whole / 3600) h \(padded(whole % 3600 / 60)) min"
    }
}
