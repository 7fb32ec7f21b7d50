/**
 * The picture of a product that has none: its initials on a colour of its own, always the same for the same title, square,
 * with width and height. Served at `/cdn/pictures/<product id>.svg`.
 */
import { createHash } from "node:crypto";
import type { Product } from "../books.ts";
import { html, type Markup } from "../markup.ts";

export const PICTURE_SIZE = 800;

/** The address of a product's picture on the storefront: its own, or the drawn one. */
export function pictureUrl(product: Product): string {
  return product.imageUrl ?? `/cdn/pictures/${product.id}.svg`;
}

export function drawPicture(title: string, size = PICTURE_SIZE): Markup {
  const hash = createHash("sha256").update(title).digest();
  const hue = (hash[0] * 256 + hash[1]) % 360;
  const turn = (hash[2] % 8) * 45;
  return html`<svg
    xmlns="http://www.w3.org/2000/svg"
    width="${size}"
    height="${size}"
    viewBox="0 0 100 100"
    role="img"
    aria-label="${title}"
  >
    <rect width="100" height="100" fill="hsl(${hue} 42% 90%)" />
    <g transform="rotate(${turn} 50 50)">
      <circle cx="78" cy="20" r="34" fill="hsl(${hue} 45% 84%)" />
      <circle cx="16" cy="86" r="22" fill="hsl(${(hue + 40) % 360} 45% 86%)" />
    </g>
    <text
      x="50"
      y="53"
      font-family="Georgia, 'Times New Roman', serif"
      font-size="30"
      fill="hsl(${hue} 45% 30%)"
      text-anchor="middle"
      dominant-baseline="middle"
    >
      ${initials(title)}
    </text>
  </svg>`;
}

function initials(title: string): string {
  const words = title.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words
    .filter((word) => word.length > 2 || words.length < 3)
    .slice(0, 2)
    .map((word) => [...word][0].toUpperCase())
    .join("");
}
