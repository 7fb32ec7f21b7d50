/**
 * What can be done with one reward: a button each, with what it does where that is not plain, and what came of the last press. Where an
 * answer asks to be sure first, that stands there with a button of its own.
 */
import { useFetcher } from "@remix-run/react";
import { BlockStack, Box, Button, InlineStack, Text } from "@shopify/polaris";
import { useEffect, useId, useRef, useState } from "react";
import { useToast } from "~/shell";
import { rewardsWords as words } from "~/words/admin/rewards";

export type RewardButton = {
  label: string;
  form: Record<string, string>;
  primary?: boolean;
  does?: string;
  /** Outcomes that this button means in its own way. */
  done?: Record<string, string>;
  /** An outcome that asks to be sure: why, and the press that says so. */
  sure?: { when: string; why: string; label: string; form: Record<string, string> };
};

type Said = { outcome?: string };

/** @param of names the reward, in the form; @param about tells it from the others, for who hears the button read out */
export function RewardButtons({ of, about, buttons }: { of: Record<string, string>; about: string; buttons: RewardButton[] }) {
  const fetcher = useFetcher<Said>();
  const toast = useToast();
  const id = useId();
  const busy = fetcher.state !== "idle";
  const [last, setLast] = useState<RewardButton>();
  const [left, setLeft] = useState<unknown>();
  // Whatever is no answer of ours (a gateway's page) says nothing about what was done.
  const said = fetcher.data === undefined ? undefined : (fetcher.data?.outcome ?? "no answer");
  const asks = buttons.find(({ sure }) => sure && sure.when === said)?.sure;
  const good = said !== undefined && said in words.done;
  const text = said && !asks && (good ? (last?.done?.[said] ?? words.done[said]) : (words.problems[said] ?? words.problems.other));
  // The row goes as soon as the page is read again, and what stood in it.
  const rowGoes = good || words.gone.includes(said ?? "");
  useEffect(() => {
    if (text && rowGoes) toast(text);
  }, [text, rowGoes, toast]);
  const pressed = fetcher.formData;
  // A second press may come before the first has been drawn.
  const sending = useRef(false);
  useEffect(() => {
    if (!busy) sending.current = false;
  }, [busy, fetcher.data]);
  const press = (form: Record<string, string>) => {
    if (sending.current) return;
    sending.current = true;
    fetcher.submit({ ...form, ...of }, { method: "post" });
  };
  const button = (one: RewardButton, describedBy?: string) => (
    <Button
      key={one.label}
      variant={one.primary ? "primary" : undefined}
      disabled={busy}
      loading={busy && Object.entries(one.form).every(([name, value]) => pressed?.get(name) === value)}
      onClick={() => {
        setLast(one);
        press(one.form);
      }}
      ariaDescribedBy={describedBy}
      accessibilityLabel={`${one.label}: ${about}`}
    >
      {one.label}
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
        {asks && left !== fetcher.data && (
          <Box padding="300" background="bg-surface-caution" borderRadius="200">
            <BlockStack gap="200">
              <Text as="p">{asks.why}</Text>
              <InlineStack gap="200">
                <Button disabled={busy} loading={busy} onClick={() => press(asks.form)} accessibilityLabel={`${asks.label}: ${about}`}>
                  {asks.label}
                </Button>
                <Button disabled={busy} variant="tertiary" onClick={() => setLeft(fetcher.data)}>
                  {words.sure.leave}
                </Button>
              </InlineStack>
            </BlockStack>
          </Box>
        )}
      </div>
    </BlockStack>
  );
}
