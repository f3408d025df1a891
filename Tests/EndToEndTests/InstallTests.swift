import Foundation
import TestSupport
import Testing

/// `make install` with the program that was built beside the tests.
@Suite struct InstallTests {
    private static let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    private func make(_ goal: String, _ folder: TemporaryFolder) throws -> StemmaProgram.Outcome {
        try StemmaProgram(at: URL(fileURLWithPath: "/usr/bin/make")).run(
            [
                "-C", Self.project, goal, "DESTDIR=\(folder.path)/root", "PREFIX=/opt/stemma",
                "PROGRAM=\(try StemmaProgram().executable.path)",
            ],
            // Tests may be run by make themselves.
            environment: ["MAKEFLAGS": "", "MAKELEVEL": ""])
    }

    private func files(_ folder: TemporaryFolder) -> [String] {
        let root = folder.path + "/root"
        let below = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
        return below.filter {
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: "\(root)/\($0)", isDirectory: &isFolder)
                && !isFolder.boolValue
        }.sorted()
    }

    @Test func `an installed program works from anywhere, and goes without a trace`() throws {
        let folder = try TemporaryFolder()
        let outcome = try make("install", folder)
        try #require(outcome.exitCode == 0, "\(outcome.errors)")
        let installed = files(folder)
        for name in [
            "bin/stemma", "lib/systemd/system/stemma.service", "lib/systemd/system/stemma.timer",
            "lib/sysusers.d/stemma.conf", "share/stemma/pipeline.yaml", "share/stemma/stemma.cron",
            "share/doc/stemma/operations.md",
        ] { #expect(installed.contains("opt/stemma/\(name)")) }

        let unit = try String(
            contentsOfFile: "\(folder.path)/root/opt/stemma/lib/systemd/system/stemma.service",
            encoding: .utf8)
        #expect(unit.contains("\nExecStart=/opt/stemma/bin/stemma run "))
        #expect(!unit.contains("@PREFIX@") && !unit.contains(folder.path))

        // The words of credits are in the program: it reads them far from the place of its making.
        let program = try StemmaProgram(
            at: URL(fileURLWithPath: "\(folder.path)/root/opt/stemma/bin/stemma"))
        try folder.write(
            "The wheel\nPosted on 14 May 2021\n\n" + Desk.text.joined(separator: "\n\n")
                + "\n\nBy Ada Miller, The Lantern Post\n", to: "captures/mill.txt")
        let run = try program.run(
            ["run", "--corpus", "captures", "--quiet"], in: folder.path)
        #expect(run.exitCode == 0, "\(run.errors)")
        let pieces = try program.run(["export", "pieces"], in: folder.path)
        #expect(pieces.output.contains("Ada Miller"))

        #expect(try make("uninstall", folder).exitCode == 0)
        #expect(files(folder).isEmpty)
    }

    /// What every unit must keep, so that hostile pages meet as little as they can.
    @Test(arguments: [
        "NoNewPrivileges=yes", "ProtectSystem=strict", "ProtectHome=yes", "PrivateNetwork=yes",
        "CapabilityBoundingSet=", "SystemCallFilter=@system-service", "SuccessExitStatus=2",
    ])
    func `the service is fenced in`(_ line: String) throws {
        let unit = try String(
            contentsOfFile: Self.project + "/Operations/stemma.service", encoding: .utf8)
        #expect(unit.split(separator: "\n").contains { $0 == line })
    }
}
