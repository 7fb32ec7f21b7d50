/** From one page of a list to the next; keeps whatever else the address asks for. */
import { useLocation, useNavigate } from "@remix-run/react";
import { Pagination } from "@shopify/polaris";
import { frameWords } from "~/words/admin/frame";

export function PageLinks({ page, pages }: { page: number; pages: number }) {
  const navigate = useNavigate();
  const { search } = useLocation();
  if (pages <= 1) return null;
  const go = (to: number) => {
    const query = new URLSearchParams(search);
    query.set("page", String(to));
    navigate(`?${query}`);
  };
  return (
    <Pagination
      label={frameWords.page(page, pages)}
      hasPrevious={page > 1}
      onPrevious={() => go(page - 1)}
      hasNext={page < pages}
      onNext={() => go(page + 1)}
      accessibilityLabels={{ previous: frameWords.previousPage, next: frameWords.nextPage }}
    />
  );
}
