/** A QR code drawn as one SVG path, dark on white with the quiet zone readers need, whatever the theme's colours are. */
import QRCode from "qrcode";

const QUIET_ZONE = 4;

export function Qr({ text, label }: { text: string; label: string }) {
  const { data, size } = QRCode.create(text, { errorCorrectionLevel: "M" }).modules;
  const side = size + 2 * QUIET_ZONE;
  return (
    <svg
      className="regulars-qr"
      viewBox={`0 0 ${side} ${side}`}
      width="148"
      height="148"
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path fill="#fff" d={`M0 0h${side}v${side}H0z`} />
      <path fill="#000" d={darkRuns(data, size)} />
    </svg>
  );
}

/** Neighbouring dark modules of a row as one rectangle. */
function darkRuns(data: ArrayLike<number>, size: number): string {
  let path = "";
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      const from = column;
      while (column < size && data[row * size + column]) column++;
      if (column > from) path += `M${from + QUIET_ZONE} ${row + QUIET_ZONE}h${column - from}v1h${from - column}z`;
    }
  return path;
}
