/**
 * MBG/NBD: Batislam, Denizel, Filiztekin (2007), "Empirical validation and comparison of models for customer base
 * analysis", International Journal of Research in Marketing 24 (3); the same as CBG/NBD of Hoppe, Wagner (2007). The first
 * purchase already carries the chance to lapse, so somebody who bought once a year ago may be gone:
 * P(alive) = 1 / (1 + a/(b+x) · ((α+T)/(α+t_x))^(r+x)). The rest follows BG/NBD with x + 1 chances survived in place of x.
 */
import { betaGeometricModel } from "./bg-nbd-family-model";

/** r and alpha (weeks): how often buyers order; a and b: how soon they lapse. See PurchaseModel for what it answers. */
export const mbgNbd = betaGeometricModel("MBG/NBD", 1);
export type { BetaGeometricParams as MbgNbdParams } from "./bg-nbd-family";
