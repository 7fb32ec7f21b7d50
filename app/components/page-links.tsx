/** From one page of a list to the next; keeps whatever else the address asks for. */
import { useLocation, useNavigate } from "@remix-run/react";
import { Pagination } from "@shopify/polaris";
import { frameWords } from "~/words/admin/frame";

/** @param of what the address calls this list's page, where a page holds several lists; @param list its name, for who hears it read out */
export function PageLinks({ page, pages, of = "page", list }: { page: number; pages: number; of?: string; list?: string }) {
  const navigate = useNavigate();
  const { search } = useLocation();
  if (pages <= 1) return null;
  const go = (to: number) => {
    const query = new URLSearchParams(search);
    query.set(of, String(to));
    navigate(`?${query}`, { preventScrollReset: of !== "page" });
  };
  return (
    <Pagination
      label={frameWords.page(page, pages)}
      hasPrevious={page > 1}
      onPrevious={() => go(page - 1)}
      hasNext={page < pages}
      onNext={() => go(page + 1)}
      accessibilityLabel={list}
      accessibilityLabels={{ previous: frameWords.previousPage, next: frameWords.nextPage }}
    />
  );
}
