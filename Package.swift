// swift-tools-version: 6.2
import PackageDescription

/// The features that every target of ours is built with.
///
/// Warnings are errors in CI, which sets `-Xswiftc -warnings-as-errors` for the root package alone.
let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

/// Hot loops of `Core` run over arrays whose bounds are stated where they are made; `-O` keeps the
/// checks, `-Ounchecked` is not used.
func ours(
    _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []
) -> Target {
    .target(
        name: name, dependencies: dependencies, resources: resources, swiftSettings: house)
}

func tests(
    _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
    .testTarget(
        name: name, dependencies: dependencies + ["TestSupport"], exclude: exclude,
        swiftSettings: house)
}

let argumentParser = Target.Dependency.product(
    name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")

let package = Package(
    name: "stemma",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "stemma", targets: ["stemma"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // C libraries, each behind one small target and used by one Swift file.
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(
            name: "CUchardet", pkgConfig: "uchardet", providers: [.apt(["libuchardet-dev"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        .systemLibrary(name: "CMalloc"),
        .target(name: "CLanguage", linkerSettings: [.linkedLibrary("cld2")]),
        .systemLibrary(
            name: "CLibxml2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .target(name: "CHTML", dependencies: ["CLibxml2"]),

        // The pure core: values and functions. Its folders follow the data.
        ours("Core", ["COpenSSL"]),

        // Adapters. They know the core and not one another.
        ours("Readers", ["Core", "CUchardet", "CLanguage", "CZlib", "CZstd", "CHTML"]),
        ours("Store", ["Core", "CZstd", grdb, sqlite]),
        ours("Report", ["Core"]),
        ours("Zip", ["CZip"]),

        // What runs them, and what the user types.
        ours(
            "Pipeline", ["Core", "Readers", "Store", "Report", "Zip", "Yams", "CMalloc"],
            resources: [.embedInCode("Data")]),
        .executableTarget(
            name: "stemma",
            dependencies: [
                "Core", "Readers", "Store", "Report", "Pipeline", argumentParser,
            ],
            swiftSettings: house),

        // Throughput of the engine, stage by stage; a tool of the project and not a product.
        .executableTarget(
            name: "stemma-bench", dependencies: ["Core", "Readers", "CMalloc"],
            path: "Sources/bench", swiftSettings: house),

        .target(
            name: "TestSupport", dependencies: [], path: "Tests/TestSupport", swiftSettings: house),
        tests("CoreTests", ["Core", "Pipeline"]),
        tests("ReadersTests", ["Core", "Readers", "CZstd"]),
        tests("StoreTests", ["Core", "Store", grdb]),
        tests("ReportTests", ["Core", "Report"], exclude: ["Snapshots"]),
        tests("ZipTests", ["Zip"]),
        tests("PipelineTests", ["Core", "Readers", "Store", "Report", "Zip", "Pipeline", grdb]),
        tests("EndToEndTests", ["stemma", "Core", "Zip"], exclude: ["Truth"]),
    ],
    cxxLanguageStandard: .cxx17
)
