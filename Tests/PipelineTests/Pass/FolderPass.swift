import Pipeline
import Store
import TestSupport

extension TemporaryFolder {
    /// A pass over the folder `corpus` in this one, with a store beside it.
    func pass(workers: Int, store: String = "store") throws -> (Catalog, PassResult) {
        var settings = Configuration()
        settings.corpus = [path + "/corpus"]
        settings.store = path + "/" + store
        settings.stages.widen(to: .workers(workers))
        let result = try Pass(
            configuration: settings, progress: PassProgress(style: .quiet)
        ).run()
        return (
            try Catalog(folder: settings.store, versions: Pass.versions, access: .read), result
        )
    }
}
