import java.io.File;
import java.util.LinkedHashMap;
import java.util.Map;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Validates each file against PDF/A-3a and PDF/UA-1 with veraPDF. Run by `scripts/check-pdf`. */
public class ValidatePdf {
    private static final String[] FLAVOURS = {"3a", "ua1"};

    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        boolean allCompliant = true;
        for (String file : files) {
            for (String flavour : FLAVOURS) {
                allCompliant &= isCompliant(new File(file), PDFAFlavour.fromString(flavour));
            }
        }
        System.exit(allCompliant ? 0 : 1);
    }

    private static boolean isCompliant(File file, PDFAFlavour flavour) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour)) {
            PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false);
            ValidationResult result = validator.validate(parser);
            String verdict = result.isCompliant() ? "PASS" : "FAIL";
            System.out.println(verdict + " " + flavour + " " + file + " (" + result.getTotalAssertions() + " checks)");
            for (Map.Entry<String, Integer> violation : countViolations(result).entrySet()) {
                System.out.println("     " + violation.getValue() + " x " + violation.getKey());
            }
            return result.isCompliant();
        }
    }

    /** Number of violations per rule. */
    private static Map<String, Integer> countViolations(ValidationResult result) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                counts.merge(rule + " " + assertion.getMessage(), 1, Integer::sum);
            }
        }
        return counts;
    }
}
