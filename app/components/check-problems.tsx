/** What a comparison found and only a person can settle: what is the matter, what to do, and a way there. */
import { useFetcher } from "@remix-run/react";
import { BlockStack, Button, InlineStack, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import type { CheckProblem } from "~/domain/insight/read-checks.server";
import { maySeeTo } from "~/domain/shop/reconciliation";
import { checksWords as words } from "~/words/admin/checks";
import { useHowWritten } from "./how-written";
import { TitledCard } from "./titled-card";

export function CheckProblems({
  problems,
  checked,
}: {
  problems: CheckProblem[];
  /** Whether there was a whole check at all. */ checked: boolean;
}) {
  if (problems.length === 0)
    return (
      <TitledCard title={words.problems.title(0)}>
        <Text as="p">{checked ? words.problems.none : words.problems.notChecked}</Text>
      </TitledCard>
    );
  return (
    <TitledCard title={words.problems.title(problems.length)}>
      <ul className="regulars-people">
        {problems.map((problem) => (
          <li key={`${problem.kind} ${problem.about}`}>
            <Problem problem={problem} />
          </li>
        ))}
      </ul>
    </TitledCard>
  );
}

function Problem({ problem }: { problem: CheckProblem }) {
  const written = useHowWritten();
  const { says, todo, way } = words.problems.of(problem.kind, problem, problem.name, problem.what, written);
  return (
    <BlockStack gap="200">
      <Text as="p" fontWeight="semibold">
        {says}
      </Text>
      <Text as="p">{todo}</Text>
      {way && (
        <InlineStack>
          <Button url={way.url} accessibilityLabel={`${way.label}: ${says}`}>
            {way.label}
          </Button>
        </InlineStack>
      )}
      {(problem.kind === "discount changed" || (problem.kind === "discount gone" && problem.about.includes("-"))) && (
        <Restore form={{ intent: "restore discount", discountId: problem.about }} about={says} />
      )}
      {(problem.kind === "code gone" || problem.kind === "code elsewhere") && (
        <Restore form={{ intent: "restore code", codeId: problem.about }} about={says} />
      )}
      {problem.kind === "code gone" && <EndCode codeId={problem.about} about={says} />}
      {maySeeTo(problem.kind) && <SeeTo problem={problem} about={says} />}
      {problem.kind === "orders not shown" && <Deleted />}
      {problem.kind === "chargeback not shown" && <Ended orderId={problem.about} about={says} />}
      {problem.kind === "customer gone" && <Mend ambassadorId={problem.about} />}
    </BlockStack>
  );
}

/** @param about tells it from the others, for who hears the button read out */
function Restore({ form, about }: { form: Record<string, string>; about: string }) {
  const restoring = useFetcher<{ outcome: string }>();
  const said = restoring.data?.outcome;
  return (
    <BlockStack gap="100">
      <InlineStack>
        <Button
          loading={restoring.state !== "idle"}
          accessibilityLabel={`${words.restore.button}: ${about}`}
          onClick={() => restoring.submit(form, { method: "post" })}
        >
          {words.restore.button}
        </Button>
      </InlineStack>
      <div aria-live="polite">{said && <Text as="p">{words.restore.outcomes[said]}</Text>}</div>
    </BlockStack>
  );
}

/** @param about tells it from the others, for who hears the button read out */
function EndCode({ codeId, about }: { codeId: string; about: string }) {
  const ending = useFetcher<{ outcome: string; code: string | null }>();
  const said = ending.data;
  return (
    <BlockStack gap="100">
      <InlineStack>
        <Button
          loading={ending.state !== "idle"}
          accessibilityLabel={`${words.endCode.button}: ${about}`}
          onClick={() => ending.submit({ intent: "end code", codeId }, { method: "post" })}
        >
          {words.endCode.button}
        </Button>
      </InlineStack>
      <div aria-live="polite">
        {said && <Text as="p">{said.outcome === "code ended" ? words.endCode.ended(said.code) : words.endCode.unknown}</Text>}
      </div>
    </BlockStack>
  );
}

/** What follows is that it stands below instead. @param about tells it from the others, for who hears the button read out */
function SeeTo({ problem: { kind, about: which }, about }: { problem: CheckProblem; about: string }) {
  const seeing = useFetcher<{ outcome: string }>();
  return (
    <BlockStack gap="100">
      <InlineStack>
        <Button
          loading={seeing.state !== "idle"}
          accessibilityLabel={`${words.seen.button}: ${about}`}
          onClick={() => seeing.submit({ intent: "see to", kind, about: which }, { method: "post" })}
        >
          {words.seen.button}
        </Button>
      </InlineStack>
      <div aria-live="polite">{seeing.data && seeing.data.outcome !== "seen to" && <Text as="p">{words.seen.unknown}</Text>}</div>
    </BlockStack>
  );
}

/** Only the owner can know. */
function Deleted() {
  const saying = useFetcher<{ outcome: string }>();
  const said = saying.data?.outcome;
  return (
    <saying.Form method="post">
      <input type="hidden" name="intent" value="orders deleted" />
      <Button submit loading={saying.state !== "idle"}>
        {words.deleted.button}
      </Button>
      <div aria-live="polite">{said && <Text as="p">{said === "asked" ? words.deleted.asked : words.problem[said]}</Text>}</div>
    </saying.Form>
  );
}

/** @param about tells it from the others, for who hears the buttons read out */
function Ended({ orderId, about }: { orderId: string; about: string }) {
  const saying = useFetcher<{ outcome: string }>();
  const said = saying.data?.outcome;
  const pressed = saying.formData?.get("ended");
  return (
    <BlockStack gap="100">
      {said !== "settled" && (
        <InlineStack gap="200">
          {(["won", "lost"] as const).map((ended) => (
            <Button
              key={ended}
              loading={pressed === ended}
              disabled={saying.state !== "idle" && pressed !== ended}
              accessibilityLabel={`${words.dispute[ended]}: ${about}`}
              onClick={() => saying.submit({ intent: "chargeback ended", orderId, ended }, { method: "post" })}
            >
              {words.dispute[ended]}
            </Button>
          ))}
        </InlineStack>
      )}
      <div aria-live="polite">{said && <Text as="p">{words.dispute.outcomes[said]}</Text>}</div>
    </BlockStack>
  );
}

function Mend({ ambassadorId }: { ambassadorId: string }) {
  const mending = useFetcher<{ outcome: string }>();
  const [email, setEmail] = useState("");
  const said = mending.data?.outcome;
  return (
    <mending.Form method="post">
      <input type="hidden" name="intent" value="mend" />
      <input type="hidden" name="ambassadorId" value={ambassadorId} />
      <InlineStack gap="300" blockAlign="start" wrap>
        <TextField
          label={words.mend.label}
          name="email"
          type="email"
          autoComplete="off"
          value={email}
          onChange={setEmail}
          error={said && said !== "joined" ? words.mend.outcomes[said] : undefined}
        />
        <div className="regulars-beside-field">
          <Button submit loading={mending.state !== "idle"}>
            {words.mend.button}
          </Button>
        </div>
      </InlineStack>
      <div aria-live="polite">{said === "joined" && <Text as="p">{words.mend.outcomes.joined}</Text>}</div>
    </mending.Form>
  );
}
