import Testing

@testable import Pipeline

@Suite struct ByteSizeTests {
    @Test(arguments: [
        ("0", 0), ("512", 512), ("64 MiB", 67_108_864), ("64mib", 67_108_864), ("1.5 KB", 1_500),
        ("1 GB", 1_000_000_000), ("2 GiB", 2_147_483_648), ("7 B", 7),
    ])
    func `a size is read with its unit`(_ text: String, _ bytes: Int) {
        #expect(ByteSize.bytes(text) == bytes)
        #expect(ByteSize.bytes(ByteSize.text(bytes)) == bytes)
    }

    @Test(arguments: [
        "", "MiB", "-1", "1e3", "1 XB", "0.5 B", "1.2.3 MB", "99999999999999999 GiB", "٣ MB", "1 M",
    ])
    func `what is no size is refused`(_ text: String) {
        #expect(ByteSize.bytes(text) == nil)
    }
}
