import Readers
import Testing

struct LanguageTests {
    @Test(arguments: [
        (
            "en",
            "The committee published its findings on the morning after the meeting, and nobody "
        ),
        (
            "sq",
            "Komiteti i botoi gjetjet e tij në mëngjesin pas mbledhjes dhe askush nuk foli për to "
        ),
        ("fa", "کمیته یافته‌های خود را صبح روز پس از نشست منتشر کرد و هیچ کس چیزی نگفت "),
        ("he", "הוועדה פרסמה את ממצאיה בבוקר שלאחר הישיבה ואיש לא אמר על כך דבר "),
    ])
    func `a language is named by its present code`(code: String, sentence: String) {
        #expect(languageOf(utf8: Array(String(repeating: sentence, count: 3).utf8)) == code)
    }

    @Test func `too little text has no language`() {
        #expect(languageOf(utf8: []) == nil)
        #expect(languageOf(utf8: Array("1234 5678\n".utf8)) == nil)
    }

    @Test func `damaged text is not handed to the detector`() {
        #expect(languageOf(utf8: [0x61, 0xFF, 0xC3]) == nil)
    }

    @Test func `a long text is cut at a character`() {
        // 65,536 falls within one of the three-byte characters, whatever the first byte.
        for lead in ["", "a", "ab"] {
            let text = lead + String(repeating: "這是一個關於新聞檔案的長句子。", count: 3000)
            #expect(languageOf(utf8: Array(text.utf8)) == "zh-Hant")
        }
    }
}
