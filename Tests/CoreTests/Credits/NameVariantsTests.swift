import TestSupport
import Testing

@testable import Core

@Suite struct NameVariantsTests {
    private static let same = ["mohammad": "mohammad", "mohamed": "mohammad"]

    /// The pairs of names that are linked.
    private func pairs(_ names: [String], _ kind: NameVariants.Kind = .person) -> [[String]] {
        NameVariants(names, kind, same: Self.same).links.enumerated().flatMap { place, links in
            links.filter { $0 > place }.map { [names[place], names[$0]] }
        }
    }

    @Test(arguments: [
        ("Ann Pressly", "Ann Pressley"), ("Đorđe Marić", "Djordje Maric"),
        ("Jürgen Müller", "Juergen Mueller"), ("Jürgen Müller", "Jurgen Muller"),
        ("ADA VELL", "Ada Vell"), ("Jean-Luc Perrin", "Jean Luc Perrin"),
        ("Mohammad Rostami", "Mohamed Rostami"), ("Yousef Karimi", "Yusef Karimi"),
        ("Phillip Marsden", "Philip Marsden"), ("Ada Brackenridge", "Ada Brackenrigde"),
        ("Ada Brackenridge", "Ada Brackenrdge"), ("Ada Brackenridge", "Ada Brackenrxdge"),
        ("A. Marsden", "Ada Marsden"), ("A. B. Marsden", "Ada Bea Marsden"),
        ("Ada B. Marsden", "Ada Marsden"), ("مینا رستمى", "مینا رستمی"),
    ])
    func `spellings of one name are linked`(_ one: String, _ two: String) {
        #expect(pairs([one, two]) == [[one, two]])
    }

    @Test(arguments: [
        ("Ada Marsden", "Ida Marsden"), ("Maria Holm", "Marie Holm"), ("Ada Marsh", "Ada Mars"),
        ("Ada Martin", "Ada Martins"), ("Sasha Petrovich", "Sasha Petrovicha"),
        ("Ada Hansen", "Ada Jansen"), ("Ada Holm", "A. Vell"), ("Ada Vell", "Ada Bell"),
        ("Daniel Marsden", "Daniela Marsden"), ("John Marsden", "Jon Marsden"),
        ("A. Vell", "Ada Vell"), ("Ada", "Ida"), ("Ada Vell", ""), ("A. Marsden", "Bea Marsden"),
    ])
    func `names that may be two people's are not linked`(_ one: String, _ two: String) {
        #expect(pairs([one, two]) == [])
    }

    @Test func `an initial goes with a given name only where nobody else has the surname`() {
        #expect(pairs(["A. Marsden", "Ada Marsden", "Arno Marsden"]) == [])
        #expect(pairs(["A. Marsden", "Ada Marsden", "Bea Marsden"]) == [])
    }

    @Test func `a surname that others have too is no misspelling`() {
        let names = ["Ada Andersen", "Ada Anderson", "Ivo Andersen", "Una Anderson"]
        #expect(pairs(names) == [])
        #expect(pairs(Array(names.prefix(3))) == [["Ada Andersen", "Ada Anderson"]])
    }

    @Test(arguments: [
        ("The Weir Courier", "Weir Courier", true), ("Weir Courier", "weircourier.example", true),
        ("Weir Courier", "weir-courier.example", true),
        ("Brackenridge Times", "Brackenrigde Times", true), ("Weir Couriér", "Weir Courier", true),
        ("Weir Courier", "Weir Gazette", false), ("weir.example", "weircourier.example", false),
        ("Northern Echo", "Southern Echo", false), ("Weir Courier", "Weir Couriers", false),
    ])
    func `outlets are linked by their words and addresses`(
        _ one: String, _ two: String, _ linked: Bool
    ) {
        #expect(pairs([one, two], .outlet).isEmpty == !linked)
    }

    private static let given = [
        "Ada", "Ivo", "Una", "Mira", "Bertram", "Cecily", "Dorothea", "Edmund", "Florian", "Greta",
        "Harriet", "Isidor", "Judith", "Konrad", "Leopold", "Mathilda",
    ]

    private func word(_ random: inout SeededGenerator, _ letters: ClosedRange<Int>) -> String {
        let length = Int.random(in: letters, using: &random)
        let all = Array("abcdefghijklmnopqrstuvwxyz")
        let word = String((0..<length).compactMap { _ in all.randomElement(using: &random) })
        return word.prefix(1).uppercased() + word.dropFirst()
    }

    @Test(arguments: 0..<20)
    func `people who share a surname are never linked, and links go both ways`(_ seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        var names: Set<String> = []
        for _ in 0..<40 {
            let surname = word(&random, 5...12)
            for given in Self.given.shuffled(using: &random).prefix(4) {
                names.insert("\(given) \(surname)")
            }
        }
        let list = names.sorted()
        let links = NameVariants(list, .person).links
        for (place, others) in links.enumerated() {
            #expect(others == others.sorted() && !others.contains(place))
            for other in others {
                #expect(links[other].contains(place))
                let one = list[place].split(separator: " ")
                let two = list[other].split(separator: " ")
                #expect(one[0] == two[0], "\(list[place]), \(list[other])")
                #expect(one[1] != two[1])
            }
        }
    }

    @Test(arguments: 0..<20)
    func `a slip inside a long surname is found, in whatever order the names come`(_ seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let surname = word(&random, 8...14)
        var letters = Array(surname.lowercased())
        let at = Int.random(in: 1..<letters.count - 2, using: &random)
        switch seed % 4 {
        case 0: letters.remove(at: at)
        case 1: letters.insert("x", at: at + 1)
        case 2: letters.swapAt(at, at + 1)
        default: letters[at] = letters[at] == "x" ? "z" : "x"
        }
        let wrong = String(letters)
        guard wrong != surname.lowercased(), wrong.count >= 7 else { return }
        var names = Set(Self.given.map { "\($0) \(word(&random, 15...16))" })
        names.formUnion(["Ada \(surname)", "Ada \(wrong)"])
        func linked(_ names: [String]) -> Set<Set<String>> { Set(pairs(names).map(Set.init)) }
        let sorted = linked(names.sorted())
        #expect(sorted.contains(["Ada \(surname)", "Ada \(wrong)"]))
        #expect(linked(names.shuffled(using: &random)) == sorted)
    }

    @Test func `hostile names end without a crash`() {
        let names = [
            "", " ", ".", "-", "a", String(repeating: "a", count: 10_000),
            String(repeating: "ab ", count: 5000), "\u{200F}\u{301}", "𝒜𝒹𝒶 Vell", "١٢٣", "Ⅷ Ⅷ",
        ]
        for kind in [NameVariants.Kind.person, .outlet] {
            #expect(NameVariants(names, kind).links.count == names.count)
        }
    }
}
