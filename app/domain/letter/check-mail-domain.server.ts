/** Looks up what the domain that mails come from says of itself. An outside call: no transaction may be open. */
import type { World } from "~/ports/world";
import { DOMAIN_CHECKS, domainOf, judgeRecord, namesOf, type DomainCheck } from "./mail-domain";

export async function checkMailDomain(world: World): Promise<{ domain: string; checks: DomainCheck[] }> {
  const { address, dkimSelector } = world.mailer.sender();
  const domain = domainOf(address);
  const names = namesOf(domain, dkimSelector);
  const checks = await Promise.all(
    DOMAIN_CHECKS.map(async (name) => {
      const at = names[name];
      return judgeRecord(name, at, at ? await world.records.readTexts(at) : null);
    }),
  );
  return { domain, checks };
}
