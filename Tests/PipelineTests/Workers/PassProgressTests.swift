import Testing

@testable import Pipeline

@Suite struct PassProgressTests {
    /// What a pass of two stages writes; every call of the clock is given.
    private func written(_ style: PassProgress.Style) -> [String] {
        let times = Locked([0.0, 0.05, 2, 2.05, 4, 10, 10, 11, 100])
        let output = Locked<[String]>([])
        let progress = PassProgress(
            style: style, clock: { times.withLock { $0.removeFirst() } },
            write: { text in output.withLock { $0.append(text) } })
        progress.begin("read", sources: 300, bytes: 50_000_000)  // 0 s
        progress.advance(sources: 1, pieces: 9, bytes: 1_000_000)  // 0.05 s
        progress.advance(sources: 119, pieces: 831, bytes: 19_000_000)  // 2 s
        progress.advance(sources: 1)  // 2.05 s
        progress.advance(sources: 79, bytes: 20_000_000)  // 4 s
        progress.finish()  // 10 s
        progress.begin("match", sources: 4_000)  // 10 s
        progress.advance(sources: 4, pieces: 8)  // 11 s
        progress.finish()  // 100 s
        return output.withLock { $0 }
    }

    @Test func `a terminal has one line that is written over`() {
        #expect(
            written(.terminal(columns: 80)) == [
                "\rread  0 of 300 sources\u{1B}[K",
                "\rread  120 of 300 sources  840 pieces  10.0 MB/s  3.0 s left\u{1B}[K",
                "\rread  200 of 300 sources  840 pieces  10.0 MB/s  1.0 s left\u{1B}[K",
                "\rread  200 of 300 sources  840 pieces  4.0 MB/s  done in 10 s\u{1B}[K\n",
                "\rmatch  0 of 4000 sources\u{1B}[K",
                "\rmatch  4 of 4000 sources  8 pieces  16 min 39 s left\u{1B}[K",
                "\rmatch  4 of 4000 sources  8 pieces  done in 1 min 30 s\u{1B}[K\n",
            ])
    }

    @Test func `a narrow terminal is not overrun`() {
        #expect(written(.terminal(columns: 12))[1] == "\rread  120 o\u{1B}[K")
        #expect(written(.terminal(columns: 0))[1] == "\rr\u{1B}[K")
    }

    @Test func `a log has few lines`() {
        #expect(
            written(.lines) == [
                "read  200 of 300 sources  840 pieces  4.0 MB/s  done in 10 s\n",
                "match  4 of 4000 sources  8 pieces  done in 1 min 30 s\n",
            ])
    }

    @Test func `a program gets objects`() {
        let lines = written(.json)
        #expect(
            lines[1] == """
                {"stage":"read","sources":120,"pieces":840,"bytes":20000000,"seconds":2.0,\
                "sources_total":300,"bytes_total":50000000,"mb_per_second":10.0,\
                "seconds_left":3.0,"done":false}

                """)
        #expect(
            lines.last == """
                {"stage":"match","sources":4,"pieces":8,"bytes":0,"seconds":90.0,\
                "sources_total":4000,"done":true}

                """)
    }

    @Test func `a program is told of the end of a stage that another follows`() {
        let progress = Locked<[String]>([])
        let stages = PassProgress(
            style: .json, clock: { 0 }, write: { text in progress.withLock { $0.append(text) } })
        stages.begin("match")
        stages.begin("verify")
        stages.finish()
        let told = progress.withLock { $0 }.map { line in
            (line.contains("\"match\""), line.contains("\"done\":true"))
        }
        #expect(told.map(\.0) == [true, true, false, false])
        #expect(told.map(\.1) == [false, true, false, true])
    }

    @Test func `quiet is quiet`() {
        #expect(written(.quiet).isEmpty)
    }
}
