/** What can be done with one reward: a button each, with what it does where that is not plain, and what came of the last press. */
import { useFetcher } from "@remix-run/react";
import { BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import { useEffect, useId } from "react";
import { useToast } from "~/shell";
import { rewardsWords as words } from "~/words/admin/rewards";

export type RewardButton = { label: string; form: Record<string, string>; primary?: boolean; does?: string };

/** @param of names the reward, in the form */
export function RewardButtons({ of, buttons }: { of: Record<string, string>; buttons: RewardButton[] }) {
  const fetcher = useFetcher<{ outcome?: string }>();
  const toast = useToast();
  const id = useId();
  const busy = fetcher.state !== "idle";
  // Whatever is no answer of ours (a gateway's page) says nothing about what was done.
  const said = fetcher.data === undefined ? undefined : (fetcher.data?.outcome ?? "no answer");
  const good = said !== undefined && said in words.done;
  const text = said && (good ? words.done[said] : (words.problems[said] ?? words.problems.other));
  // The row goes as soon as the page is read again, and what stood in it.
  const rowGoes = good || words.gone.includes(said ?? "");
  useEffect(() => {
    if (text && rowGoes) toast(text);
  }, [text, rowGoes, toast]);
  const pressed = fetcher.formData;
  const button = ({ label, form, primary }: RewardButton, describedBy?: string) => (
    <Button
      key={label}
      variant={primary ? "primary" : undefined}
      disabled={busy}
      loading={busy && Object.entries(form).every(([name, value]) => pressed?.get(name) === value)}
      onClick={() => fetcher.submit({ ...form, ...of }, { method: "post" })}
      ariaDescribedBy={describedBy}
    >
      {label}
    </Button>
  );
  return (
    <BlockStack gap="200">
      {buttons.some(({ does }) => does) ? (
        <div className="regulars-choices">
          {buttons.map((one, at) => (
            <div key={one.label}>
              <Text as="p" id={`${id}${at}`}>
                {one.does}
              </Text>
              <div>{button(one, `${id}${at}`)}</div>
            </div>
          ))}
        </div>
      ) : (
        <InlineStack gap="200">{buttons.map((one) => button(one))}</InlineStack>
      )}
      <div aria-live="polite">
        {text && (
          <Text as="p" tone={good ? undefined : "critical"}>
            {text}
          </Text>
        )}
      </div>
    </BlockStack>
  );
}
