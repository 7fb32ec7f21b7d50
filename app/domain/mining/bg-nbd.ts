/**
 * BG/NBD: Fader, Hardie, Lee (2005), "Counting your customers the easy way: an alternative to the Pareto/NBD model",
 * Marketing Science 24 (2). Log-likelihood: equation 6, in the stable form of their note 27 (2013). E[X(t)]: equation 9.
 * Expected orders given a history: equation 10. pmf: equation 8. P(alive): their note 21 (2008). A buyer may lapse only
 * at a repeat order, so P(alive) is 1 for everybody who has bought once, however long ago: for choosing people use MBG/NBD.
 */
import { betaGeometricModel } from "./bg-nbd-family-model";

/** r and alpha (weeks): how often buyers order; a and b: how soon they lapse. See PurchaseModel for what it answers. */
export const bgNbd = betaGeometricModel("BG/NBD", 0);
export type { BetaGeometricParams as BgNbdParams } from "./bg-nbd-family";
