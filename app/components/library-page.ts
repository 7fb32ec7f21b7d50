/** A page of Shopify's library's own, thrown in place of an answer: HTML with the script that signs in or leaves the frame. */
export const isLibraryPage = (data: unknown): data is string =>
  typeof data === "string" && /^\s*(<!doctype|<html|<script|<head)/i.test(data);
