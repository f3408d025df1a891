import Testing

@testable import Core

@Suite struct OutletNamesTests {
    private let names: OutletNames = {
        var names = OutletNames()
        names.add(Outlet(name: "The Bend Gazette", domain: "bendgazette.example"), aliases: ["TBG"])
        names.add(Outlet(name: "Farmer's Almanac"))
        return names
    }()

    @Test(arguments: [
        "The Bend Gazette", "bend gazette", "BendGazette", "www.bendgazette.example", "bendgazette",
        "THE BEND-GAZETTE", "tbg", "Bend\u{AD}Gazette",
    ])
    func `an outlet is found by its names, however they are spaced and cased`(_ name: String) {
        #expect(names.find(name)?.name == "The Bend Gazette")
    }

    @Test(arguments: ["The", "Gazette", "A Bend Gazette", "Bend Gazette Two", "", "…", "'"])
    func `other words name none`(_ name: String) { #expect(names.find(name) == nil) }

    @Test func `apostrophes do not part names`() {
        #expect(names.find("Farmers’ Almanac")?.name == "Farmer's Almanac")
        #expect(names.find("farmers almanac") != nil)
    }

    @Test func `what was added first keeps a name`() {
        var names = names
        names.add(Outlet(name: "Bend Gazette", domain: "other.example"))
        #expect(names.find("Bend Gazette")?.domain == "bendgazette.example")
        #expect(names.find("other.example")?.domain == "other.example")
    }
}
