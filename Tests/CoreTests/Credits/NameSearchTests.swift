import TestSupport
import Testing

@testable import Core

struct NameSearchTests {
    @Test(arguments: [
        ("The Weir Courier", "First published in Weir Courier, May 2020"),
        ("Weir Courier", "THE WEIR-COURIER"),
        ("weircourier.example", "from WeirCourier . Example/2"),
        ("L'Écho du Barrage", "dans L’ÉCHO DU\nBARRAGE hier"),
        ("كورير", "نشر في كُـوريـر"), ("Weir Courier", "Weir\u{AD} Cou\u{200B}rier"),
    ])
    func `a name is found however it is written`(_ name: String, _ text: String) {
        #expect(NameSearch([name]).mayStand(in: text))
    }

    @Test func `a text without its letters in a row does not hold a name`() {
        let search = NameSearch(["Weir Courier", "Reed Bank Notes"])
        for text in ["Weir and Courier", "The courier of the weir", "Reed Bank", "", "We"] {
            #expect(!search.mayStand(in: text), "\(text)")
        }
        #expect(!NameSearch([]).mayStand(in: "Weir Courier"))
    }

    /// The law that a pass relies on: what is asked of outlets in a text is among what is found in it.
    @Test(arguments: 0..<20)
    func `whatever stretch of a text names an outlet, the search finds its name in the text`(
        _ seed: Int
    ) {
        var random = SeededGenerator(seed: UInt64(seed) + 9)
        let parts = [
            "The", "the ", "www.", "Weir", " Courier", "-", "’", "'", "É", "e\u{301}", " ", "\n",
            "News",
            "2", ".example", "كـ", "و", "Ａ", "\u{AD}", "/", "& ", "x",
        ]
        for _ in 0..<300 {
            let text = (0..<Int.random(in: 1...14, using: &random)).map { _ in
                parts[Int.random(in: parts.indices, using: &random)]
            }.joined()
            let folded = FoldedText(text)
            guard folded.count > 0 else { continue }
            let start = Int.random(in: 0..<folded.count, using: &random)
            let end = Int.random(in: start...folded.count, using: &random)
            let asked = folded.text(start..<end)
            for name in [asked, "The " + asked, "The" + asked, asked + "!"] {
                var names = OutletNames()
                names.add(Outlet(name: name))
                guard names.find(folded, start..<end) != nil else { continue }
                let search = NameSearch(names.names(differingFrom: OutletNames()))
                #expect(search.mayStand(in: text), "\(name) in \(text)")
            }
        }
    }

    @Test func `the names that differ are those of both sides, and of what a key has changed to`() {
        var former = OutletNames()
        former.add(Outlet(name: "Weir Courier", domain: "weir.example"))
        var present = former
        #expect(present.names(differingFrom: former).isEmpty)
        present.add(Outlet(name: "Reed Bank"))
        #expect(present.names(differingFrom: former) == ["Reed Bank"])
        #expect(former.names(differingFrom: present) == ["Reed Bank"])
        var other = OutletNames()
        other.add(Outlet(name: "The Weir Courier"))
        other.add(Outlet(name: "Weir Courier", domain: "weir.example"))
        #expect(
            Set(other.names(differingFrom: former)).isSuperset(of: [
                "The Weir Courier", "Weir Courier",
            ])
        )
    }
}
