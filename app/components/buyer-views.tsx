/** The views this store keeps, as chips above the list; the one on show can be forgotten, and what narrows it now can be kept under a name. */
import { Link, useFetcher } from "@remix-run/react";
import { Button, InlineStack, TextField } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { filtersInAddress, type ListFilters } from "~/domain/mining/list-filters";
import type { SavedView, ViewProblem } from "~/domain/mining/saved-view";
import { useToast } from "~/shell";
import { buyersWords } from "~/words/admin/buyers";

const words = buyersWords.views;

export type ViewAnswer = { outcome: string; name?: string; problem?: ViewProblem };

export function BuyerViews({ views, filters }: { views: SavedView[]; filters: ListFilters }) {
  const here = filtersInAddress(filters);
  const current = views.find((view) => filtersInAddress(view.filters) === here);
  const [naming, setNaming] = useState(false);
  if (views.length === 0 && here === "") return null;
  const chip = (key: string, name: string, address: string, on: boolean) => (
    <Link key={key} to={`/app/buyers${address && `?${address}`}`} aria-current={on ? "page" : undefined} preventScrollReset>
      {name}
    </Link>
  );
  return (
    <div>
      <nav className="regulars-tabs" aria-label={words.label}>
        {chip("everybody", words.everybody, "", here === "")}
        {views.map((view) => chip(view.viewId, view.name, filtersInAddress(view.filters), view === current))}
        {here !== "" && !current && !naming && (
          <Button variant="plain" onClick={() => setNaming(true)}>
            {words.keep}
          </Button>
        )}
        {current && <Forget key={current.viewId} viewId={current.viewId} />}
      </nav>
      {naming && !current && here !== "" && <Keep address={here} onDone={() => setNaming(false)} />}
    </div>
  );
}

function Keep({ address, onDone }: { address: string; onDone: () => void }) {
  const toast = useToast();
  const fetcher = useFetcher<ViewAnswer>();
  const [name, setName] = useState("");
  const answer = fetcher.data;
  useEffect(() => {
    if (answer?.outcome !== "saved" && answer?.outcome !== "replaced") return;
    toast(answer.outcome === "saved" ? words.kept(answer.name ?? "") : words.replaced(answer.name ?? ""));
    onDone();
  }, [answer, toast, onDone]);
  const busy = fetcher.state !== "idle";
  return (
    <fetcher.Form method="post" className="regulars-keep">
      <input type="hidden" name="intent" value="keep-view" />
      <input type="hidden" name="filters" value={address} />
      <TextField
        label={words.name}
        name="name"
        autoComplete="off"
        autoFocus
        value={name}
        onChange={setName}
        maxLength={60}
        helpText={words.hint}
        error={answer?.problem && words.problems[answer.problem]}
      />
      <InlineStack gap="200">
        <Button submit loading={busy}>
          {words.save}
        </Button>
        <Button variant="tertiary" onClick={onDone}>
          {words.cancel}
        </Button>
      </InlineStack>
    </fetcher.Form>
  );
}

function Forget({ viewId }: { viewId: string }) {
  const toast = useToast();
  const fetcher = useFetcher<ViewAnswer>();
  const answer = fetcher.data;
  useEffect(() => {
    if (answer) toast(words.forgotten);
  }, [answer, toast]);
  return (
    <Button
      variant="plain"
      loading={fetcher.state !== "idle"}
      onClick={() => fetcher.submit({ intent: "forget-view", viewId }, { method: "post" })}
    >
      {words.forget}
    </Button>
  );
}
