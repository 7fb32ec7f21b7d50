/**
 * The look of every letter: the store's name in its one colour, one column, a greeting, a few lines, one button, and at the foot who
 * writes, from where, and how never to hear of it again. Whatever a person typed is escaped by React.
 */
import { Body, Button, Container, Head, Hr, Html, Link, Preview, Text } from "@react-email/components";
import type { LetterLook } from "~/ports/letters";
import { directionOf } from "~/words/storefront/language";
import { inkOn, readableOnWhite } from "./colour";

const INK = "#1f2421";
const QUIET = "#5c6661";
const words = { color: INK, fontSize: "16px", lineHeight: "25px", margin: "0 0 16px", overflowWrap: "break-word" as const };
const small = { color: QUIET, fontSize: "13px", lineHeight: "20px", margin: "0 0 8px", overflowWrap: "break-word" as const };

export type StoreMailProps = {
  lang: string;
  look: LetterLook;
  subject: string;
  greeting: string;
  opening: string;
  /** Each a paragraph. */
  body: string[];
  button: { label: string; url: string };
  after: string;
  because: string;
  optOut: { label: string; url: string };
};

export function StoreMail({ lang, look, subject, greeting, opening, body, button, after, because, optOut }: StoreMailProps) {
  return (
    <Html lang={lang} dir={directionOf(lang)}>
      <Head>
        <title>{subject}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
      </Head>
      <Preview>{opening}</Preview>
      <Body style={{ backgroundColor: "#ffffff", fontFamily: "Georgia, 'Times New Roman', serif", margin: 0, padding: "24px 12px" }}>
        <Container style={{ margin: "0 auto", maxWidth: "520px" }}>
          <Text style={{ ...words, color: readableOnWhite(look.colour) ? look.colour : INK, fontSize: "20px", fontWeight: "bold" }}>
            {look.storeName}
          </Text>
          <Text style={words}>{greeting}</Text>
          <Text style={words}>{opening}</Text>
          {body.map((paragraph, at) => (
            <Text key={at} style={words}>
              {paragraph}
            </Text>
          ))}
          <Button
            href={button.url}
            style={{
              backgroundColor: look.colour,
              border: `1px solid ${readableOnWhite(look.colour) ? look.colour : QUIET}`,
              borderRadius: "6px",
              color: inkOn(look.colour),
              fontSize: "16px",
              margin: "4px 0 20px",
              padding: "13px 22px",
            }}
          >
            {button.label}
          </Button>
          {after && <Text style={words}>{after}</Text>}
          <Hr style={{ borderColor: "#dfe4e1", margin: "20px 0 12px" }} />
          <Text style={small}>
            {look.storeName} ·{" "}
            <Link href={look.storeUrl} style={{ color: QUIET, textDecoration: "underline" }}>
              {look.storeUrl.replace(/^https?:\/\//, "")}
            </Link>{" "}
            ·{" "}
            <Link href={`mailto:${look.replyTo}`} style={{ color: QUIET, textDecoration: "underline" }}>
              {look.replyTo}
            </Link>
          </Text>
          {look.postalAddress && <Text style={small}>{look.postalAddress}</Text>}
          <Text style={small}>
            {because}{" "}
            <Link href={optOut.url} style={{ color: QUIET, textDecoration: "underline" }}>
              {optOut.label}
            </Link>
          </Text>
        </Container>
      </Body>
    </Html>
  );
}
