import Testing

@testable import Pipeline

@Suite struct OutletFileTests {
    private func problems(_ yaml: String) -> String {
        do {
            _ = try OutletFile.read(yaml: yaml, file: "outlets.yaml")
            return ""
        } catch {
            return error.description
        }
    }

    @Test func `outlets are read`() throws {
        let outlets = try OutletFile.read(
            yaml: """
                - id: herald
                  name: The Herald
                  aliases: [Herald, "Morning Herald"]
                  domains: herald.example
                - {id: post, name: Post}
                """, file: "outlets.yaml")
        #expect(
            outlets == [
                OutletEntry(
                    id: "herald", name: "The Herald", aliases: ["Herald", "Morning Herald"],
                    domains: ["herald.example"]),
                OutletEntry(id: "post", name: "Post"),
            ])
        #expect(try OutletFile.read(yaml: "", file: "outlets.yaml") == [])
    }

    @Test func `a name belongs to one outlet`() {
        #expect(
            problems(
                """
                - id: herald
                  name: Herald
                  domains: [herald.example]
                - id: herald
                  name: Post
                - id: star
                  name: Star
                  aliases: [HERALD, Sun]
                  domains: [Herald.example]
                - id: sun
                  nmae: Sun
                - 7
                """) == """
                    outlets.yaml:4:7: the outlet `herald` is listed already, in line 1.
                    outlets.yaml:8:13: `HERALD` belongs to `herald` already, in line 2.
                    outlets.yaml:9:13: `Herald.example` belongs to `herald` already, in line 3.
                    outlets.yaml:10:3: `name` is missing: the outlet's name.
                    outlets.yaml:11:3: there is no setting `nmae`; did you mean `name`? Allowed here: \
                    `id`, `name`, `aliases`, `domains`.
                    outlets.yaml:12:3: an outlet must be a group of `id`, `name`, `aliases` and \
                    `domains`, not `7`.
                    """)
        #expect(
            problems("id: x")
                == "outlets.yaml:1:1: the file must be a list of outlets, not a group of settings.")
    }
}
