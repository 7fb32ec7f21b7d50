/**
 * The look of every letter: the store's name on a band of its colour, one column, a greeting, a few lines, what matters most set large,
 * one button, and at the foot who writes, from where, and how never to hear of it again. Whatever a person typed is escaped by React.
 */
import { Body, Button, Column, Container, Head, Html, Link, Preview, Row, Section, Text } from "@react-email/components";
import type { LetterLook } from "~/ports/letters";
import { inkOn, readableOnWhite, tintOf } from "./colour";

const INK = "#1f2421";
const QUIET = "#5a635e";
const PAPER = "#f5f2ed";
const SIDE = "28px";
const words = { color: INK, fontSize: "17px", lineHeight: "27px", margin: "0 0 16px", overflowWrap: "break-word" as const };
const small = { color: QUIET, fontSize: "13px", lineHeight: "20px", margin: "0 0 8px", overflowWrap: "break-word" as const };
const link = { color: QUIET, textDecoration: "underline" };

export type StoreMailProps = {
  lang: string;
  dir: "ltr" | "rtl";
  look: LetterLook;
  subject: string;
  greeting: string;
  opening: string;
  /** Each a paragraph. */
  body: string[];
  /** What matters most, set large; one or two side by side. */
  shown: { label: string; value: string }[];
  button: { label: string; url: string };
  after: string;
  because: string;
  optOut: { label: string; url: string };
};

export function StoreMail({ lang, dir, look, subject, greeting, opening, body, shown, button, after, because, optOut }: StoreMailProps) {
  const rim = readableOnWhite(look.colour) ? look.colour : QUIET;
  return (
    <Html lang={lang} dir={dir}>
      <Head>
        <title>{subject}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light" />
      </Head>
      <Preview>{opening}</Preview>
      <Body style={{ backgroundColor: PAPER, fontFamily: "Georgia, 'Times New Roman', serif", margin: 0, padding: "20px 10px" }}>
        <Container style={{ margin: "0 auto", maxWidth: "560px" }}>
          <Section style={{ backgroundColor: look.colour, borderRadius: "12px 12px 0 0" }}>
            <Row>
              <Column style={{ padding: `18px ${SIDE}` }}>
                <Text
                  style={{
                    ...{ color: inkOn(look.colour), fontSize: "20px", fontWeight: "bold", lineHeight: "26px", margin: 0 },
                    ...{ overflowWrap: "break-word" as const, textAlign: "center" as const },
                  }}
                >
                  {look.storeName}
                </Text>
              </Column>
            </Row>
          </Section>
          <Section style={{ backgroundColor: "#ffffff", borderRadius: "0 0 12px 12px" }}>
            <Row>
              <Column style={{ padding: `30px ${SIDE} 14px` }}>
                <Text style={words}>{greeting}</Text>
                <Text style={words}>{opening}</Text>
                {shown.length > 0 && <Shown shown={shown} colour={look.colour} />}
                {body.map((paragraph, at) => (
                  <Text key={at} style={words}>
                    {paragraph}
                  </Text>
                ))}
                <Section style={{ margin: "14px 0 26px", textAlign: "center" }}>
                  <Button
                    href={button.url}
                    style={{
                      ...{ backgroundColor: look.colour, border: `1px solid ${rim}`, borderRadius: "8px", color: inkOn(look.colour) },
                      ...{ fontSize: "17px", fontWeight: "bold", padding: "14px 28px" },
                    }}
                  >
                    {button.label}
                  </Button>
                </Section>
                {after && <Text style={{ ...words, color: QUIET, fontSize: "15px", lineHeight: "24px" }}>{after}</Text>}
              </Column>
            </Row>
          </Section>
          <Section>
            <Row>
              <Column style={{ padding: `18px ${SIDE}` }}>
                <Text style={small}>
                  {look.storeName} ·{" "}
                  <Link href={look.storeUrl} style={link}>
                    {look.storeUrl.replace(/^https?:\/\//, "")}
                  </Link>{" "}
                  ·{" "}
                  <Link href={`mailto:${look.replyTo}`} style={link}>
                    {look.replyTo}
                  </Link>
                </Text>
                {look.postalAddress && <Text style={small}>{look.postalAddress}</Text>}
                <Text style={small}>
                  {because}{" "}
                  <Link href={optOut.url} style={link}>
                    {optOut.label}
                  </Link>
                </Text>
              </Column>
            </Row>
          </Section>
        </Container>
      </Body>
    </Html>
  );
}

function Shown({ shown, colour }: { shown: StoreMailProps["shown"]; colour: string }) {
  return (
    <Section style={{ backgroundColor: tintOf(colour), borderRadius: "10px", margin: "4px 0 20px" }}>
      <Row>
        {shown.map(({ label, value }) => (
          <Column
            key={label}
            style={{ padding: "16px 10px", textAlign: "center", verticalAlign: "bottom", width: `${100 / shown.length}%` }}
          >
            <Text style={{ ...small, color: INK, margin: "0 0 2px" }}>{label}</Text>
            <Text style={{ ...words, fontSize: "26px", fontWeight: "bold", lineHeight: "32px", margin: 0, wordBreak: "break-word" }}>
              {value}
            </Text>
          </Column>
        ))}
      </Row>
    </Section>
  );
}
