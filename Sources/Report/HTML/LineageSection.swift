import Core

extension ReportPage {
    var lineages: HTML {
        guard data.lineages.total > 0 else {
            return empty(
                "No piece is traced to another: none credits an outlet or a translator, and no "
                    + "two share enough text to show a flow.")
        }
        return group {
            intro(
                "Where pieces come from, as claims with their evidence. “Earliest seen” is never "
                    + "taken for “original”; an original that is not in the archive is drawn with "
                    + "a broken line.")
            list(data.lineages, cap: caps.lineages, share: 0.15, more: "piece") { _, lineage in
                article(.class("lineage")) {
                    header {
                        h3 { linkedTitle(lineage.piece) }
                        p(.class("where")) {
                            particulars(lineage.piece, outlets: false)
                            place(lineage.piece)
                        }
                    }
                    chain(lineage)
                    claims(lineage)
                }
            }
        }
    }

    /// The way of a text from its origin to the piece, as a line of stations.
    func chain(_ lineage: Lineage) -> HTML {
        guard !lineage.chain.isEmpty else { return .nothing }
        let shown = lineage.chain.prefix(max(caps.members, 1))
        return group {
            ol(.class("chain"), .label("From the origin to this piece")) {
                for step in shown {
                    let isGhost = step.piece == nil && step.role != .translator
                    li(.class(isGhost ? "ghost" : step.role == .translator ? "person" : "witness"))
                    {
                        span(.class("role")) { step.role.rawValue }
                        bdi(.class("outlet"), text: clipped(step.outlet))
                        if let id = step.piece {
                            span(.class("meta")) {
                                if let posted = data.pieces[id]?.posted { moment(posted) }
                            }
                        } else if isGhost {
                            span(.class("meta")) { "not in the archive" }
                        }
                    }
                }
            }
            more(lineage.chain.count - shown.count, "step")
        }
    }

    private func claims(_ lineage: Lineage) -> HTML {
        let shown = lineage.derivedFrom.prefix(max(caps.evidence, 0))
        return group {
            if lineage.derivedFrom.isEmpty { empty("No claim is made about its source.") }
            if !shown.isEmpty {
                ul(.class("claims")) {
                    for claim in shown { self.claim(claim) }
                }
            }
            more(lineage.derivedFrom.count - shown.count, "claim")
            if !lineage.orderKnown, !lineage.derivedFrom.isEmpty {
                p(.class("caveat")) { "The order of these pieces is not known." }
            }
        }
    }

    private func claim(_ claim: Derivation) -> HTML {
        li {
            p(.class("claim")) {
                badge(claim.state)
                span(.class("how")) {
                    claim.how.phrase + " "
                    if let id = claim.piece {
                        title(id)
                        " "
                        particulars(id, outlets: false)
                    } else if let outlet = claim.outlet {
                        bdi(.class("outlet"), text: clipped(outlet))
                    } else {
                        "a source that is not named"
                    }
                }
                span(.class("confidence")) {
                    span(.class("hidden")) { "confidence " }
                    Decimals.percent(claim.confidence)
                }
            }
            evidence(claim.evidence)
            evidence(claim.against, against: true)
        }
    }

    /// States differ by sign, border and fill, and never by colour alone.
    func badge(_ state: ClaimState) -> HTML {
        let sign =
            switch state {
            case .declared: "●"
            case .supported: "◐"
            case .probable: "○"
            case .undetermined: "?"
            case .conflicting: "≠"
            }
        return span(.class("badge \(state.rawValue)")) {
            span(.decorative) { sign }
            " \(state.rawValue)"
        }
    }
}
