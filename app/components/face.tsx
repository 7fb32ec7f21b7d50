/** A person's initials in a circle: we hold no pictures of customers. Beside the name, so it says nothing to a screen reader. */
import { Avatar } from "@shopify/polaris";

export function Face({ name }: { name: string }) {
  const initials = name
    .split(/\s+/)
    .map((word) => [...word][0] ?? "")
    .filter((letter) => /\p{L}/u.test(letter));
  return (
    <div aria-hidden="true" style={{ flex: "none" }}>
      <Avatar size="md" initials={[initials[0], initials.length > 1 ? initials[initials.length - 1] : ""].join("")} />
    </div>
  );
}
